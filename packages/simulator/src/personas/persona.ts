/** A persona is a vendor's accent as data: how one module differs from 27.005, 27.007 and V.250. */

/** SIM, module, status reports (27.005 3.1 `<mem1>`). */
import type { ToolkitForm } from '../toolkit/toolkit-form.ts';

/** Storages of messages: SIM, module, status reports (27.005 3.2.2). */
export type MemoryName = 'SM' | 'ME' | 'SR';

/** The commands by which makers switch their notices of calls. */
export type CallSwitch = '+CLCC' | '^DSCI' | '+UCALLSTAT' | '#ECAM';

/** A line that the module sends by itself; `{imei}`, `{iccid}`, `{rssi}` and the like are filled in. */
export interface TimedNotice {
  /** Milliseconds after the event it belongs to, or between repeats. */
  readonly milliseconds: number;
  readonly text: string;
}

/** A command only this vendor has, answered from a template. */
export interface VendorCommand {
  readonly name: string;
  readonly form: 'execute' | 'set' | 'read' | 'test';
  /** For this argument only; without it for any. */
  readonly argument?: string;
  /** Information text before OK; may be empty. */
  readonly lines: readonly string[];
  /** Switches the periodic notices, as AT^CURC does. */
  readonly periodic?: 'on' | 'off';
  /** The module restarts behind the OK. */
  readonly restarts?: true;
}

/** Start from `generic` and change what differs. */
export interface Persona {
  readonly name: string;
  readonly manufacturer: string;
  readonly model: string;
  readonly revision: string;
  /** Answer lines of ATI. */
  readonly information: readonly string[];
  /** Those of +CGMI, +CGMM, +CGMR, +CGSN and their like that answer `+CGMM: "x"` instead of the bare text. */
  readonly identityPrefixed: readonly string[];
  /** Lines after power-on, in order; each waits its time after the one before. */
  readonly boot: {
    readonly milliseconds: number;
    readonly notices: readonly TimedNotice[];
    readonly simReady: readonly TimedNotice[];
    readonly simMissing: readonly TimedNotice[];
    readonly simLocked: readonly TimedNotice[];
  };
  /** The byte stream ends while the module restarts (a USB stick enumerates anew). */
  readonly dropsLinkOnRestart: boolean;
  /** Values of +CFUN that restart the module, beside `+CFUN=1,1`. */
  readonly restartLevels: readonly number[];
  readonly simRemoved: readonly string[];
  readonly simInserted: readonly string[];
  readonly periodic: readonly TimedNotice[];
  /** Names of commands that answer ERROR although 27.005/27.007 have them. */
  readonly refused: readonly string[];
  readonly vendorCommands: readonly VendorCommand[];
  /** Values that +CNMI takes and its test form lists (27.005 3.4.1). */
  readonly indications: {
    readonly mode: readonly number[];
    readonly mt: readonly number[];
    readonly bm: readonly number[];
    readonly ds: readonly number[];
    readonly bfr: readonly number[];
  };
  /** Modes of +CNMI that the test form lists and the set form refuses. */
  readonly modesRefused: readonly number[];
  /** Values of +CSMS (27.005 3.2.1). */
  readonly messageServices: readonly number[];
  readonly characterSets: readonly ('GSM' | 'IRA' | 'UCS2')[];
  /** Storages in the order of +CPMS=?; the first is the one set at power-on. */
  readonly memories: readonly [MemoryName, ...MemoryName[]];
  readonly deviceMemorySize: number;
  /** First index of a storage. */
  readonly firstIndex: 0 | 1;
  /** Where stored status reports go: to mem3, or to a storage of their own. */
  readonly reportMemory: 'mem3' | 'SR';
  /** `actual`, or an index that means nothing (`+CDSI: "SM",0`). */
  readonly reportIndex: 'actual' | 'zero';
  readonly reportNotice: 'standard' | 'leadingComma';
  /** Final result code for a command the module does not know; default ERROR. */
  readonly unknownCommand?: string;
  /** A final ERROR runs straight into this notice, without a line end between; at most once in so many milliseconds. */
  readonly gluedToError?: TimedNotice;
  /** The notice when the storage `{memory}` became full. */
  readonly memoryFull?: string;
  readonly cmsFollowsCmee: boolean;
  /**
   * With +CSMS=1, +CMGS gives <ackpdu> in quotes behind the reference (27.005 3.1, 4.3). Examples in manuals of Siemens and Telit have the
   * reference alone, and gsm-utils, which grew up with such modules, takes the quotes for a broken PDU.
   */
  readonly acknowledgementPdu: boolean;
  readonly calls: {
    /** A command that switches the maker's own notices; absent: they always come. */
    readonly switchedBy?: CallSwitch;
    /** Notices when a call enters a phase or ends; see call/call-notices.ts for the fields that are filled in. */
    readonly notices: Readonly<
      Partial<Record<'dialing' | 'alerting' | 'active' | 'ended' | 'changed', string>>
    >;
    /** `{state}` of active, held, dialing, alerting, incoming, waiting, and of the end. */
    readonly states: readonly number[];
    /** A command of the maker's that sends a tone: the call, then the tone. */
    readonly toneCommand?: '^DTMF';
    /** +CEER gives the cause as words, or as a number. */
    readonly releaseReport: 'words' | 'number';
  };
  readonly ussd: {
    /** `packed`: the default alphabet goes as packed septets in hexadecimal, both ways; anything else is +CME ERROR: 304. */
    readonly form: 'characters' | 'packed';
    /** The result code of +CUSD comes behind the network's answer. */
    readonly resultBehindAnswer: boolean;
    /** An empty `+CUSD: 2` follows the last text of a session. */
    readonly emptyEnd: boolean;
  };
  /** Access technology is left out of +CREG with n=2. */
  readonly registrationShowsTechnology: boolean;
  /** A command of the maker's that chooses the SIM slot, and the number of its first slot; absent: +CSUS only. */
  readonly slots?: { readonly command: '+QUIMSLOT' | '+QDSIM'; readonly first: 0 | 1 };
  /** How the module puts its card's toolkit before the terminal. */
  readonly toolkit: ToolkitForm;
}
