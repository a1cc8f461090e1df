import { ActionIcon, Menu, useMantineColorScheme } from '@mantine/core';
import { useWho } from '../data/hooks.ts';
import { signOut } from '../data/session.ts';
import { IconCheck, IconLogout, IconUser } from '../parts/icons.ts';
import { changeLanguage, languages, useLanguage, useT } from '../words/i18n.ts';

const schemes = ['light', 'dark', 'auto'] as const;

/** Marks the chosen entry; the others keep the room, so that all words are in line. */
function Mark({ on }: { readonly on: boolean }) {
  return (
    <span style={{ display: 'inline-block', width: 16 }}>
      {on ? <IconCheck size={16} aria-hidden /> : null}
    </span>
  );
}

/** Person, language, colours, sign out. It opens at once: who loads it has pressed its button. */
export function PersonMenu() {
  const t = useT();
  const { user, role } = useWho();
  const language = useLanguage();
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  return (
    <Menu position="bottom-end" width={240} withinPortal={false} defaultOpened>
      <Menu.Target>
        <ActionIcon variant="default" size="lg" aria-label={t('top.person', { user })}>
          <IconUser size={20} aria-hidden />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown mah="80vh" style={{ overflowY: 'auto' }}>
        <Menu.Label>
          <bdi>{user}</bdi> · {t(`role.${role}`)}
        </Menu.Label>
        <Menu.Divider />
        <Menu.Label>{t('top.scheme')}</Menu.Label>
        {schemes.map(scheme => (
          <Menu.Item
            key={scheme}
            leftSection={<Mark on={scheme === colorScheme} />}
            onClick={() => setColorScheme(scheme)}
          >
            {t(`scheme.${scheme}`)}
          </Menu.Item>
        ))}
        <Menu.Divider />
        <Menu.Label>{t('top.language')}</Menu.Label>
        {Object.entries(languages).map(([tag, name]) => (
          <Menu.Item
            key={tag}
            lang={tag}
            leftSection={<Mark on={tag === language} />}
            onClick={() => void changeLanguage(tag)}
          >
            {name}
          </Menu.Item>
        ))}
        <Menu.Divider />
        <Menu.Item leftSection={<IconLogout size={16} aria-hidden />} onClick={() => void signOut()}>
          {t('top.signOut')}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
