import { Textarea, type TextareaProps } from '@mantine/core';

/** Browsers that let a field grow by themselves need no measuring at each key, for which the whole page is laid out anew. */
const growsByItself = CSS.supports('field-sizing', 'content');

interface Props extends Omit<TextareaProps, 'autosize' | 'rows' | 'minRows' | 'maxRows' | 'style'> {
  readonly least: number;
  readonly most: number;
}

/** A custom property is none of the keys that React's type of styles knows. */
function rowsOf(least: number, most: number): Record<string, number> {
  return { '--least-rows': least, '--most-rows': most };
}

/** A text of several lines; the field grows with it, from so many rows to so many. */
export function GrowingText({ least, most, ...props }: Props) {
  if (!growsByItself) return <Textarea {...props} autosize minRows={least} maxRows={most} />;
  return <Textarea {...props} rows={least} classNames={{ input: 'growing' }} style={rowsOf(least, most)} />;
}
