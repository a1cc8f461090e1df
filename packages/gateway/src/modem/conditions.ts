/** States and events of a modem that answers which operators must know, as codes; the catalogue of reasons has the words. */

/** Lasts until it does not hold any more. */
export type ModemCondition =
  /** Part of the set-up is refused and may hold a little later. */
  | 'starting'
  /** It may be another SIM: nothing is sent before ICCID and IMSI are read again. */
  | 'simInDoubt'
  /** Every command of the last while was answered with an error. */
  | 'refusesAll'
  /** No storage can be chosen: only the memory in use is listed. */
  | 'noStorage'
  /** It does not announce messages: they are found by listing. */
  | 'noIndications'
  /** It hands over no status reports. */
  | 'noReports'
  /** Each message is refused for the SIM, though the modem shows it as ready. */
  | 'simRefuses'
  /** It takes every message for invalid, though it took others before. */
  | 'refusesPdus'
  | 'memoryFull'
  /** Full of messages that the modem sent or wrote itself. */
  | 'memoryFullOfOwn';

/** Something that happened, worth a line in the log. */
export type ModemWarning =
  | 'radioSwitchedOn'
  /** An earlier program fixed the modem to an operator, or to none. */
  | 'operatorChoice'
  | 'noSms'
  | 'noReports'
  | 'notStored'
  | 'notAcknowledged'
  | 'unreadable'
  /** A message that was taken over stays in the modem. */
  | 'undeletable'
  /** Part of the set-up is refused for so long that the modem may lack it. */
  | 'incomplete'
  | 'unlisted'
  | 'memoryFilling'
  | 'memoryFull'
  | 'memoryFullOfOwn'
  | 'flood'
  | 'invalidPdu'
  | 'otherSim'
  /** The IMSI cannot be read: messages are stored without it. */
  | 'unidentified'
  /** The network refuses one side to the SIM while the other is registered. */
  | 'deniedSide'
  | 'toolkit';
