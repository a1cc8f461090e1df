/** All foreign programs that drive a virtual modem by its AT interface and are asked the same questions. */
import { gnokii } from './gnokii.ts';
import { gsmUtils } from './gsm-utils.ts';
import type { Judge } from './judge.ts';
import { kannel } from './kannel.ts';
import { modemManager } from './modem-manager.ts';
import { ofono } from './ofono.ts';
import { pythonGammu } from './python-gammu.ts';

export const judges: readonly Judge[] = [ofono, modemManager, kannel, gnokii, pythonGammu, gsmUtils];
