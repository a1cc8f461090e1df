/** German. Made by a machine and not yet read by a person whose language it is. */
import type { ReasonWords } from './translated.ts';

export const de: ReasonWords = {
  'message.no_credit': [
    'Der Betreiber sperrt das Senden für diese SIM',
    [
      'Die SIM hat kein Guthaben, oder ihr Vertrag ist beendet.',
      'Ihr Kontingent an Nachrichten ist verbraucht.',
    ],
    ['Das Guthaben per USSD abfragen und die SIM aufladen.', 'Über eine andere SIM senden.'],
  ],
  'message.barred': [
    'Das Senden ist gesperrt',
    [
      'Der Vertrag umfasst diese Nummer nicht: Ausland, Mehrwertdienst oder anderes Netz.',
      'Der Betreiber hat die SIM gesperrt, weil zu viel gesendet wurde.',
    ],
    ['Eine andere Nummer versuchen, dann den Betreiber fragen.', 'Über eine andere SIM senden.'],
  ],
  'message.unassigned_number': [
    'Die Nummer gibt es nicht',
    [
      'Eine Ziffer ist falsch oder fehlt, oder die Nummer wurde aufgegeben.',
      'Sie braucht die internationale Form mit +.',
    ],
    ['Die Nummer prüfen und mit + und Landesvorwahl schreiben.'],
  ],
  'message.subscriber_unknown': [
    'Das Netz kennt den Teilnehmer nicht',
    [
      'Die Nummer ist keine Mobilnummer oder wurde zu einem anderen Betreiber mitgenommen.',
      'Die eigene SIM ist nicht für SMS freigeschaltet.',
    ],
    [
      'An eine Nummer senden, die sicher geht: scheitert auch das, liegt es an der eigenen SIM.',
      'Die Nummer prüfen.',
    ],
  ],
  'message.destination_out_of_service': [
    'Der Empfänger ist nicht erreichbar',
    ['Er ist aus oder ohne Netz.'],
    ['Später noch einmal senden.'],
  ],
  'message.rejected': [
    'Das Netz hat die Nachricht abgewiesen',
    [
      'Die SIM hat kein Guthaben: manche Betreiber antworten so statt mit 8.',
      'Ein Filter gegen Spam hat sie gefangen, oder es wurde in kurzer Zeit zu viel gesendet.',
      'Die Nummer der Kurzmitteilungszentrale ist falsch.',
    ],
    [
      'Guthaben und Nummer der Kurzmitteilungszentrale der SIM prüfen.',
      'Langsamer senden (`limits` und `gap` des Ports).',
    ],
  ],
  'message.not_subscribed': [
    'Die SIM darf keine SMS senden',
    [
      'Der Vertrag hat keine SMS oder nur Daten.',
      'Die SIM hat kein Guthaben: manche Betreiber antworten so.',
    ],
    ['Den Betreiber fragen, ob der Vertrag SMS umfasst.', 'Eine andere SIM verwenden.'],
  ],
  'message.network_out_of_order': [
    'Das Netz ist gestört',
    [
      'Das Netz hat einen Fehler.',
      'Die SIM hat kein Guthaben: manche Betreiber antworten so.',
      'Die Nummer der Kurzmitteilungszentrale ist falsch.',
    ],
    ['Später noch einmal senden.', 'Guthaben und Nummer der Kurzmitteilungszentrale der SIM prüfen.'],
  ],
  'message.temporary_failure': [
    'Das Netz hat für einen Moment versagt',
    ['Die Zelle ist überlastet oder das Signal schwach.'],
    ['Später noch einmal senden; das Signal des Ports ansehen.'],
  ],
  'message.congestion': [
    'Das Netz ist überlastet',
    ['In dieser Zelle oder an diese Zentrale wird im Moment zu viel gesendet.'],
    ['Später und langsamer noch einmal senden.'],
  ],
  'message.memory_exceeded': [
    'Ein Speicher ist voll',
    ['Das Telefon oder die SIM des Empfängers ist voll.'],
    ['Später noch einmal senden.'],
  ],
  'message.not_implemented': [
    'Das Netz bietet das nicht an',
    ['Das Netz hat hier keine SMS (oft LTE ohne SMS), oder nicht für diese Art von Nachricht.'],
    ['Das Modem eine andere Technik nutzen lassen, oder einfachen Text senden.'],
  ],
  'message.service_centre_refused': [
    'Die Kurzmitteilungszentrale hat die SIM abgewiesen',
    ['Die Nummer der Zentrale gehört einem anderen Betreiber.'],
    ['`smsc` aus den Einstellungen des Ports nehmen, oder die des Betreibers dieser SIM setzen.'],
  ],
  'message.service_centre_failed': [
    'Die Kurzmitteilungszentrale hat versagt',
    ['Ein Fehler beim Betreiber.'],
    ['Später noch einmal senden.'],
  ],
  'message.protocol_error': [
    'Das Netz fand einen Fehler in der Nachricht',
    [
      'Netz und Modem verstehen den Standard verschieden.',
      'Die Nummer der Kurzmitteilungszentrale ist falsch.',
    ],
    [
      'Die Nummer der Kurzmitteilungszentrale prüfen.',
      'Kommt es nur bei einem Text, eine Aufzeichnung des Ports einsenden.',
    ],
  ],
  'message.network_refused': [
    'Das Netz hat die Nachricht abgelehnt',
    ['Den Betreiber fragen, was die Zahl bedeutet.'],
    ['Die Zahl im Satz ansehen.', 'Später noch einmal senden.'],
  ],
  'message.in_doubt': [
    'Im Zweifel: vielleicht wurde sie gesendet',
    [
      'Das Modem verstummte oder wurde abgezogen.',
      'Das Netz antwortete mit einem Grund, der nichts beweist.',
      'Der Betreiber sendet keine Berichte.',
    ],
    [
      'Den Empfänger fragen, bevor Sie noch einmal senden.',
      'Berichte anfordern (`request_status_report`): ein späterer Bericht berichtigt den Stand noch.',
    ],
  ],
  'message.stopped': [
    'Von einem Menschen angehalten',
    ['Ein Mensch oder Programm hat den Auftrag angehalten.'],
    ['Noch einmal senden, wenn das ein Versehen war.'],
  ],
  'message.limit_reached': [
    'Eine Grenze wurde erreicht',
    ['`limits` der Einstellungen oder des Ports sind niedriger als das, was gesendet wird.'],
    ['Die Grenze anheben, Ports hinzufügen oder weniger senden.'],
  ],
  'message.no_port': [
    'Kein Port konnte sie rechtzeitig senden',
    [
      'Die Ports, die sie nehmen durften, waren nicht eingebucht, angehalten, aus oder fort.',
      'Es wird mehr gesendet, als die Ports tragen.',
    ],
    [
      '`reason` der Ports unter /v1/ports ansehen.',
      'Über einen beliebigen Port senden, oder Ports hinzufügen.',
    ],
  ],
  'message.paused': [
    'Ihr Auftrag war zu lange angehalten',
    ['Der Auftrag ging nicht rechtzeitig weiter.'],
    ['Noch einmal senden.', '`sms.waitingAge` länger setzen.'],
  ],
  'message.rest_not_sent': [
    'Der Rest einer langen Nachricht konnte nicht gesendet werden',
    ['Die SIM wurde dazwischen herausgenommen oder verlor ihr Netz.'],
    [
      'Den Port dieser SIM ansehen.',
      'Der Empfänger hat höchstens einen Teil: als Ganzes noch einmal senden.',
    ],
  ],
  'message.number_invalid': [
    'An diese Nummer kann nicht gesendet werden',
    ['Sie hat mehr als 20 Ziffern (23.040 9.1.2.5), oder Zeichen, die keine Nummer hat.'],
    ['Die Nummer berichtigen.'],
  ],
  'message.alphabet': [
    'Der Text kann nicht geschrieben werden',
    [
      'Der Speicher wurde von einer anderen Version geschrieben, oder der Text hat Zeichen, die kein Alphabet von SMS hat.',
    ],
    ['Mit der Kodierung auto oder unicode senden.'],
  ],
  'message.no_service': [
    'Kein Netz im Moment des Sendens',
    ['Das Modem hat das Netz verloren.'],
    ['Signal und Antenne des Ports ansehen.'],
  ],
  'message.network_timeout': [
    'Das Netz hat dem Modem nicht geantwortet',
    ['Das Signal ist schwach oder das Netz überlastet.'],
    ['Das Signal des Ports ansehen; später noch einmal senden.'],
  ],
  'message.no_service_centre': [
    'Keine Kurzmitteilungszentrale ist gesetzt',
    ['Die SIM hat keine Nummer einer Zentrale.'],
    ['`smsc` des Ports auf die Nummer des Betreibers setzen.'],
  ],
  'message.no_sim': [
    'Das Modem hatte keine SIM',
    ['Die Karte wurde herausgenommen oder hat schlechten Kontakt.'],
    ['Die Kontakte der Karte reinigen und sie neu einlegen.'],
  ],
  'message.sim_locked': [
    'Die SIM oder das Modem ist gesperrt',
    ['Die SIM fragt nach PIN oder PUK, oder das Modem ist an eine andere SIM gebunden.'],
    ['`pin` des Ports setzen, oder die Karte in einem Telefon entsperren.'],
  ],
  'message.modem_busy': [
    'Das Modem war beschäftigt oder startete noch',
    ['Es wurde gerade eingeschaltet oder tut etwas anderes.'],
    ['In einer Minute noch einmal senden.'],
  ],
  'message.modem_refused': [
    'Das Modem hat die Nachricht abgelehnt',
    ['Das Modem ist nur für Daten, sein Speicher ist voll, oder seine Firmware hat einen Fehler.'],
    ['`reason` und die Fähigkeiten des Ports ansehen.', 'Eine Aufzeichnung des Ports einsenden.'],
  ],
  'message.modem_gone': [
    'Das Modem ging fort, bevor etwas gesendet war',
    ['Es wurde abgezogen oder hat neu gestartet.'],
    ['Den Port ansehen; noch einmal senden.'],
  ],
  'port.stopped': [
    'Der Port ist angehalten',
    ['Das Gateway ist gerade gestartet oder wird beendet.'],
    ['Einen Moment warten, oder das Gateway starten.'],
  ],
  'port.device_gone': [
    'Das Gerät ist nicht da',
    [
      'Das Modem ist abgezogen oder ohne Strom, oder sein Gerät heißt inzwischen anders.',
      'Ein anderes Programm hält das Gerät, oder dieser Benutzer darf es nicht öffnen.',
      'Bei tcp: unter dieser Adresse hört niemand.',
    ],
    [
      'Kabel und Strom prüfen, dann `simgate doctor` starten: es nennt die Ursache und den Befehl, der sie behebt.',
      'In den Einstellungen einen festen Namen verwenden (usb: oder /dev/serial/by-id).',
    ],
  ],
  'port.opening': [
    'Das Gerät wird geöffnet',
    ['Das Gateway ist gerade gestartet, oder das Gerät ging verloren und wird wieder versucht.'],
    ['Einen Moment warten.'],
  ],
  'port.setting_up': [
    'Das Modem wird eingerichtet',
    ['Es wurde gerade gefunden, hat neu gestartet, oder seine SIM hat gewechselt.'],
    ['Einen Moment warten. Kommt es immer wieder, die Stromversorgung des Modems ansehen.'],
  ],
  'port.modem_starting': [
    'Das Modem startet noch',
    ['Es antwortet schon, lehnt aber SMS ab; Module brauchen bis zu einer Minute.'],
    ['Eine Minute warten. Dauert es an, das Modul neu starten.'],
  ],
  'port.sim_starting': [
    'Die SIM startet noch',
    ['Die Karte bekam gerade Strom, oder sie hat schlechten Kontakt.'],
    ['Eine Minute warten. Dauert es an, die Kontakte der Karte reinigen und sie neu einlegen.'],
  ],
  'port.no_sim': [
    'Keine SIM',
    ['Im Fach ist keine Karte, sie liegt verkehrt herum, oder sie ist nicht lesbar.'],
    [
      'Eine Karte einlegen, oder ihre Kontakte reinigen und sie neu einlegen.',
      'Die Karte in einem Telefon versuchen.',
    ],
  ],
  'port.pin_required': [
    'Die SIM fragt nach ihrer PIN',
    ['Für den Port ist keine PIN gesetzt, oder die gesetzte war falsch. Eine PIN wird nur einmal versucht.'],
    [
      'Die richtige `pin` des Ports setzen und das Gateway neu starten, oder die SIM mit set_port_info entsperren.',
    ],
  ],
  'port.puk_required': [
    'Die SIM fragt nach ihrer PUK',
    ['Eine falsche PIN wurde zu oft eingegeben.'],
    ['Die Karte in einem Telefon mit der PUK ihres Betreibers entsperren.'],
  ],
  'port.sim_unusable': [
    'Die SIM kann nicht verwendet werden',
    ['Das Modem ist an eine andere SIM oder ein anderes Netz gebunden.'],
    ['Eine Karte dieses Betreibers verwenden, oder das Modem entsperren lassen.'],
  ],
  'port.slot_failed': [
    'Das SIM-Fach konnte nicht gewählt werden',
    ['Das Modem oder der slotCommand schaltete nicht auf das Fach um.'],
    ['Den slotCommand von Hand ausführen und seinen Fehler ansehen; `slots` des Ports prüfen.'],
  ],
  'port.switched_off': [
    'Ausgeschaltet',
    ['Ein Mensch hat den Port ausgeschaltet.'],
    ['Einschalten mit set_port_info oder POST /v1/ports/{port}/actions.'],
  ],
  'port.no_sms': [
    'Das Modem hat keine SMS',
    ['Seine Firmware ist nur für Daten.'],
    ['Eine andere Firmware oder ein anderes Modem verwenden.'],
  ],
  'port.silent': [
    'Das Modem antwortet nicht',
    ['Es hängt, sein Strom ist zu schwach, oder das tty ist nicht sein AT-Anschluss.'],
    [
      'Warten: es wird von selbst zurückgesetzt, dann neu geöffnet.',
      'Kommt es wieder, die Stromversorgung prüfen und `simgate doctor` starten.',
    ],
  ],
  'port.resetting': [
    'Das Modem wird zurückgesetzt',
    ['Es antwortete nicht, war zu nichts mehr nütze, oder ein Mensch wollte es.'],
    ['Eine Minute warten.'],
  ],
  'port.refuses_all': [
    'Das Modem beantwortet jeden Befehl mit einem Fehler',
    ['Seine Firmware hängt.'],
    ['Warten: es wird von selbst neu gestartet.', 'Kommt es wieder, nach neuerer Firmware suchen.'],
  ],
  'port.network_denied': [
    'Das Netz lehnt diese SIM ab',
    [
      'Die Karte ist gesperrt, nicht freigeschaltet, ohne Vertrag, oder darf nicht roamen.',
      'Das Modem ist nach seiner IMEI gesperrt.',
    ],
    [
      'Die Karte in einem Telefon versuchen und ihren Betreiber fragen.',
      'Eine andere Karte in diesem Modem versuchen.',
    ],
  ],
  'port.circuit_denied': [
    'Das Netz verweigert die leitungsvermittelte Seite',
    ['Der Vertrag ist nur für Daten, oder der Betreiber hat hier kein GSM oder UMTS dafür.'],
    [
      'Gehen Nachrichten hinaus, ist nichts zu tun: sie gehen über die Paketseite, wo das Modem es kann (+CGSMS). Anrufe brauchen die andere Seite.',
      'Werden Nachrichten abgelehnt, den Betreiber nach SMS über LTE fragen oder eine andere Karte verwenden.',
    ],
  ],
  'port.packet_denied': [
    'Das Netz verweigert die Paketseite',
    ['Der Vertrag hat keine Daten, oder Daten dürfen nicht roamen.'],
    [
      'Es ist nichts zu tun: Nachrichten und Anrufe nutzen die leitungsvermittelte Seite.',
      'Ist das Netz nur LTE, den Betreiber nach Daten fragen oder eine andere Karte verwenden.',
    ],
  ],
  'port.not_registered': [
    'In keinem Netz eingebucht',
    ['Kein Netz, keine Antenne, oder ein Band, das dem Modem fehlt.'],
    ['Antenne und Standort prüfen.', 'Nachsehen, ob der Betreiber noch ein Netz dieser Technik hat.'],
  ],
  'port.searching': [
    'Sucht ein Netz',
    ['Das Modem ist gerade gestartet; nach zwei Minuten: Netzabdeckung oder Antenne.'],
    ['Zwei Minuten warten, dann Antenne und Standort prüfen.'],
  ],
  'port.registration_unknown': [
    'Das Modem meldet seine Einbuchung nicht',
    ['Es weiß es noch nicht, oder antwortet mit einem Wert, den kein Standard hat.'],
    ['Eine Minute warten. Dauert es an, eine Aufzeichnung des Ports einsenden.'],
  ],
  'port.resting': [
    'Der Port ruht nach einer Ablehnung',
    ['Netz oder Modem lehnten aus einem Grund ab, der nicht an der Nachricht liegt: Überlast, kein Netz.'],
    ['Warten: es geht von selbst weiter. Dauert es an, Signal und Guthaben ansehen.'],
  ],
  'port.blocked': [
    'Von einem Menschen angehalten',
    ['Ein Mensch hat den Port angehalten: er nimmt keine neue Arbeit.'],
    ['Weiterlaufen lassen mit set_port_info oder POST /v1/ports/{port}/actions.'],
  ],
};
