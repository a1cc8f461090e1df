/** German. Made by a machine and not yet read by a person whose language it is. */
import type { ReasonWords } from './reason-word.ts';

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
  'port.restarts_often': [
    'Das Modem startet immer wieder neu',
    [
      'Seine Spannung bricht beim Senden ein: ein schwaches Netzteil, ein langes oder dünnes Kabel, ein Hub ohne eigene Versorgung.',
      'Das Modul, seine Firmware oder seine Antenne ist fehlerhaft.',
    ],
    [
      'Dem Modem ein stärkeres Netzteil und ein kurzes Kabel geben: ein Modul nimmt beim Senden bis zu 2 A auf.',
      'Eine andere Antenne und neuere Firmware versuchen. Wenn es bleibt, ein anderes Modem nehmen.',
    ],
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
    [
      'Im Fach ist keine Karte, sie liegt verkehrt herum, oder sie ist nicht lesbar.',
      'Die Karte steckt in einem anderen Fach als dem, das das Modem benutzt, oder hat den Kontakt verloren.',
      'Das Modem sucht nur beim Start nach einer Karte.',
    ],
    [
      'Eine Karte einlegen, oder ihre Kontakte reinigen und sie neu einlegen.',
      'Die Karte in einem Telefon versuchen.',
      'Bei mehreren Fächern das andere wählen, und das Modul neu starten.',
    ],
  ],
  'port.pin_required': [
    'Die SIM fragt nach ihrer PIN',
    ['Für den Port ist keine PIN gesetzt, oder die gesetzte war falsch. Eine PIN wird nur einmal versucht.'],
    [
      'Die PIN auf der Seite des Ports eingeben, oder mit `simgate port PORT unlock`.',
      'Die richtige `pin` in den Einstellungen des Ports setzen, damit der nächste Start sie eingibt.',
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
    ['Auf der Seite des Ports einschalten, oder mit `simgate port PORT power on`.'],
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
      'Der Betreiber lässt die Karte nur in eine andere Technik, etwa LTE.',
    ],
    [
      'Die Karte in einem Telefon versuchen und ihren Betreiber fragen.',
      'Eine andere Karte in diesem Modem versuchen.',
      'Fragen, ob SMS, und Roaming an diesem Ort, zum Vertrag gehören.',
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
    [
      'Kein Netz, keine Antenne oder eine am falschen Anschluss, oder ein Band, das dem Modem fehlt.',
      'Der Betreiber hat GSM oder UMTS abgeschaltet, und das Modem hat kein LTE.',
      'Ein früheres Programm hat das Modem auf einen Betreiber oder eine Technik festgelegt.',
    ],
    [
      'Antenne und Standort prüfen.',
      'Nachsehen, ob der Betreiber noch ein Netz dieser Technik hat.',
      'Das Modem selbst wählen lassen: AT+COPS=0.',
    ],
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
    ['Auf der Seite des Ports fortsetzen, oder mit `simgate port PORT unblock`.'],
  ],
  'report.recipient_no_response': [
    'Das Telefon antwortet nicht',
    ['Es ist aus oder ohne Netz.'],
    ['Warten: Solange der Code unter 64 liegt, versucht es die Dienstzentrale weiter.'],
  ],
  'report.recipient_busy': [
    'Das Telefon ist besetzt oder voll',
    ['Sein Speicher für Nachrichten ist voll, oder es empfängt andere.'],
    ['Warten, oder den Empfänger bitten, Nachrichten zu löschen.'],
  ],
  'report.expired': [
    'Die Gültigkeit der Nachricht ist vorbei',
    ['Das Telefon war länger aus, als die Nachricht gültig war.'],
    ['Erneut senden, wenn das Telefon an ist; `sms.validity` erhöhen.'],
  ],
  'report.not_obtainable': [
    'Der Empfänger ist nicht zu erreichen',
    ['Die Nummer ist nicht vergeben, oder nicht für SMS.'],
    ['Die Nummer prüfen.'],
  ],
  'report.recipient_refused': [
    'Das Telefon hat die Nachricht abgelehnt',
    ['Empfänger oder Betreiber sperren den Absender.'],
    ['Den Empfänger fragen.'],
  ],
  'report.recipient_incompatible': [
    'Der Empfänger kann diese Art von Nachricht nicht annehmen',
    ['Ein Festnetzanschluss, eine Maschine, oder eine Art von Nachricht, die er nicht kennt.'],
    ['Reinen Text senden, oder anrufen.'],
  ],
  'report.recipient_error': [
    'Das Telefon hat einen Fehler',
    ['Ein Fehler des Telefons oder seiner SIM.'],
    ['Warten; dann erneut senden.'],
  ],
  'report.congestion': [
    'Das Netz des Empfängers ist überlastet',
    ['Dort wird im Augenblick zu viel gesendet.'],
    ['Warten: Solange der Code unter 64 liegt, versucht es die Dienstzentrale weiter.'],
  ],
  'report.quality': [
    'Die verlangte Güte ist nicht verfügbar',
    ['Ein Fehler zwischen den Netzen.'],
    ['Erneut senden.'],
  ],
  'report.no_interworking': [
    'Die Netze arbeiten nicht zusammen',
    ['Die beiden Betreiber tauschen keine SMS aus.'],
    ['Über eine SIM eines anderen Betreibers senden.'],
  ],
  'report.procedure_error': [
    'Ein Fehler zwischen den Netzen',
    ['Die Nummer wurde zu einem anderen Betreiber mitgenommen, oder das Netz hat einen Fehler.'],
    ['Später erneut senden.'],
  ],
  'report.deleted': [
    'Die Nachricht wurde in der Dienstzentrale gelöscht',
    ['Der Betreiber oder ein Befehl des Absenders hat sie gelöscht.'],
    ['Den Betreiber fragen; ein Filter gegen Spam kann die Ursache sein.'],
  ],
  'report.unknown_message': [
    'Die Dienstzentrale kennt die Nachricht nicht',
    ['Sie ist schon erledigt, oder ging dort verloren.'],
    ['Den Empfänger fragen, dann erneut senden.'],
  ],
  'report.unconfirmed': [
    'Weitergeleitet, und nicht bestätigt',
    ['Das Netz des Empfängers bestätigt nichts.'],
    ['Es ist nichts zu tun; `sms.deliveredStatuses` kann es als zugestellt zählen.'],
  ],
  'report.replaced': [
    'Durch eine andere Nachricht ersetzt',
    ['Eine spätere Nachricht derselben Art nahm in der Dienstzentrale ihren Platz ein.'],
    ['Es ist nichts zu tun.'],
  ],
  'report.pending': ['Noch nicht zugestellt', ['Die Dienstzentrale versucht es weiter.'], ['Warten.']],
  'report.not_delivered': [
    'Nicht zugestellt',
    ['Die Dienstzentrale hat aufgegeben; die Nummer ist eine eigene von ihr.'],
    ['Den Betreiber fragen, was die Nummer bedeutet.'],
  ],
  'ussd.no_text': [
    'Das Netz beendete den Dialog ohne Text',
    ['Die Anfrage ist erledigt, oder das Netz kennt den Code nicht.'],
    ['Den Code beim Betreiber prüfen.'],
  ],
  'ussd.terminated': [
    'Das Netz hat den Dialog abgebrochen',
    ['Der Code ist falsch, oder der Dialog ruhte zu lange.'],
    ['Den Code prüfen, und Fragen des Netzes früher beantworten.'],
  ],
  'ussd.elsewhere': [
    'Ein anderes Programm am Modem nahm die Antwort',
    ['Ein zweites Programm benutzt dasselbe Modem.'],
    ['Das andere Programm beenden; `simgate doctor` nennt es.'],
  ],
  'ussd.not_supported': [
    'Das Netz unterstützt die Anfrage nicht',
    ['Der Code gehört zu einem anderen Betreiber, oder USSD gibt es in dieser Technik nicht (oft LTE).'],
    ['Den Code beim Betreiber prüfen.', 'Das Modem GSM oder UMTS benutzen lassen.'],
  ],
  'ussd.network_timeout': [
    'Das Netz antwortete dem Modem nicht rechtzeitig',
    ['Der Dienst des Betreibers ist langsam oder ausgefallen.'],
    ['In einigen Minuten erneut versuchen.'],
  ],
  'ussd.no_answer': [
    'Es kam keine Antwort',
    ['Netz oder Modem schwiegen länger als ussd.answerDeadline.'],
    ['Erneut versuchen; ussd.answerDeadline erhöhen, wo der Betreiber langsam ist.'],
  ],
  'ussd.not_continued': [
    'Die Frage des Netzes wurde nicht rechtzeitig beantwortet',
    ['Niemand antwortete innerhalb von ussd.idleTime.'],
    ['Früher antworten, oder ussd.idleTime erhöhen.'],
  ],
  'ussd.cancelled': [
    'Abgebrochen',
    ['Ein Mensch oder Programm brach den Dialog ab.'],
    ['Die Anfrage erneut senden.'],
  ],
  'ussd.port_gone': [
    'Das Modem oder seine SIM ist weg',
    ['Das Modem wurde abgezogen oder ist neu gestartet.'],
    ['Den Grund des Ports ansehen; die Anfrage erneut senden.'],
  ],
  'ussd.not_sent': [
    'Das Modem nahm die Anfrage nicht an',
    ['Es ist beschäftigt, oder lehnt USSD ab.'],
    ['Erneut versuchen; der Text nennt den Fehler des Modems.'],
  ],
  'ussd.restarted': [
    'Das Gateway wurde neu gestartet',
    ['Es wurde beendet, während der Dialog offen war.'],
    ['Die Anfrage erneut senden.'],
  ],
  'alarm.port_down': [
    'Ein Port kann nicht senden',
    ['Der Port kann länger nicht senden als alarms.portDown; der Grund daneben nennt, warum.'],
    [
      'Tun, was der Grund des Ports rät.',
      'Wo der Platz leer sein soll, seinen Grund in alarms.portDownExcept aufnehmen.',
    ],
  ],
  'alarm.queue_old': [
    'Eine Nachricht wartet zu lange',
    [
      'Kein Port, der sie tragen darf, kann senden, oder es wird mehr gesendet, als die Ports tragen.',
      'Grenzen der SIMs sind erreicht, oder die Nachricht wartet auf einen Port oder eine SIM allein.',
    ],
    [
      'Die Ports unter /v1/ports und ihre Grenzen ansehen.',
      'SIMs hinzufügen, oder Nachrichten stoppen, die nicht gebraucht werden.',
    ],
  ],
  'alarm.push_failing': [
    'Ein Push-Ziel nimmt ein Ereignis nicht an',
    ['Der Empfänger ist ausgefallen, lehnt das Ereignis ab oder antwortet zu langsam.'],
    [
      '/v1/push-targets und die Versuche des Ziels ansehen: Sie haben seine Antworten.',
      'Das Ereignis übergehen, wo der Empfänger es nie annehmen wird.',
    ],
  ],
  'alarm.disk_low': [
    'Die Platte des Datenordners ist fast voll',
    ['Andere Programme füllen die Platte, oder es wird mehr aufgehoben, als sie fasst.'],
    [
      'Platz schaffen: Ist die Platte voll, wird nichts angenommen.',
      'Weniger aufheben, durch die Einstellungen unter retention.',
    ],
  ],
  'alarm.limit_low': [
    'Eine Grenze einer SIM ist fast erreicht',
    ['Die SIM hat fast so viel gesendet oder telefoniert, wie ihre Grenze in dieser Zeit erlaubt.'],
    ['Auf den nächsten Zeitraum warten, die Grenze erhöhen, oder mehr SIMs benutzen.'],
  ],
  'alarm.balance_low': [
    'Das Guthaben einer SIM ist niedrig',
    ['Der Betreiber nannte ein Guthaben unter der Schwelle der Regel.'],
    ['Die SIM aufladen, dann durch POST /v1/ports/{port}/balance nach dem Guthaben fragen.'],
  ],
  'alarm.balance_unread': [
    'Das Guthaben einer SIM ist nicht zu lesen',
    ['Der Betreiber antwortet nicht auf den Code, oder sein Text hat sich geändert.'],
    ['Den Text unter /v1/balances mit dem Muster der Regel vergleichen, und den Code durch USSD versuchen.'],
  ],
  'call.refused_by_rule': [
    'Kommende Anrufe werden hier abgelehnt',
    ['`incomingCalls` des Ports oder der Einstellungen ist refuse.'],
    ['Auf ring stellen, wo Anrufe angenommen werden sollen.'],
  ],
  'call.ended_by_rule': [
    'Kommende Anrufe werden hier angenommen und aufgelegt',
    ['`incomingCalls` ist answerAndHangUp.'],
    ['Auf ring stellen, oder `calls.answeredFor` erhöhen.'],
  ],
  'call.limit_reached': [
    'Die Grenze der Gesprächszeit ist erreicht',
    ['`callSecondsPerHour` oder `callSecondsPerDay` dieser SIM ist verbraucht.'],
    ['Die Grenze erhöhen, oder auf die nächste Stunde oder den nächsten Tag warten.'],
  ],
  'call.not_taken': [
    'Das Modem nahm den Anruf nicht an',
    ['Es ist nicht eingebucht, kann nicht telefonieren, oder ein anderer Anruf wird aufgebaut.'],
    ['`reason` des Ports und den Satz daneben ansehen.'],
  ],
  'call.stopping': [
    'Das Gateway wurde gerade beendet',
    ['Ein Mensch oder das System beendete es.'],
    ['Erneut anrufen, wenn es läuft.'],
  ],
  'call.modem_lost': [
    'Das Modem ging verloren',
    ['Es wurde abgezogen oder ist neu gestartet.'],
    ['Kabel und Strom prüfen, dann `reason` des Ports ansehen.'],
  ],
  'call.restarted': [
    'Das Gateway wurde neu gestartet',
    ['Es wurde während des Gesprächs beendet, oder der Strom fiel aus.'],
    ['Wie lange das Gespräch dauerte, ist nicht bekannt: Den Betreiber fragen, wo es darauf ankommt.'],
  ],
  'device.well': ['Eingebucht: kann senden und empfangen', [], []],
  'device.used_by_gateway': [
    'Vom laufenden Gateway benutzt und darum nicht gefragt',
    ['Der Datenordner wird von {holder} benutzt'],
    ['Das Gateway fragen: GET /v1/ports', 'Oder es beenden und dies erneut ausführen'],
  ],
  'device.unused': [
    'Kein Port benutzt es, und es wurde nicht gefragt',
    ['Kein Port der Einstellungen nennt es, und `ports: auto` nimmt es nicht'],
    [
      'Es fragen: POST /v1/devices/probe, oder simgate doctor {device}',
      'Es in den Einstellungen nennen, durch usb: oder device:',
    ],
  ],
  'device.not_asked': [
    'Eine serielle Leitung, die zu allem führen kann, und darum nicht gefragt',
    ['Das Gerät dahinter muss kein Modem sein und könnte AT-Befehle missverstehen'],
    [
      'simgate doctor {device}',
      'Ein Modem dort wird durch device: {device} in den Einstellungen zum Port',
      '{adapter}',
    ],
  ],
  'device.no_device': [
    'Kein Modem wurde gefunden',
    [
      'Keines ist angesteckt, oder es hat keinen Strom (ein Hub ohne eigenes Netzteil)',
      'Der Kernel hat keinen Treiber dafür, oder der Container sieht /sys und /dev nicht',
    ],
    [
      'lsusb',
      'dmesg | grep -i -E "usb|tty" | tail',
      'In einem Container: --device /dev/ttyUSB0, und /sys und /run/udev nur lesbar',
    ],
  ],
  'device.absent': [
    'Das Gerät ist nicht da',
    ['Abgezogen, ohne Strom, oder heute unter anderem Namen bekannt'],
    [
      'ls -l /dev/serial/by-id/',
      'Es in den Einstellungen durch usb: nennen, wie simgate doctor es zeigt; dann darf sein tty wechseln',
    ],
  ],
  'device.no_permission': [
    'Dieser Benutzer darf das Gerät nicht öffnen',
    ['{device} gehört der Gruppe {group}, und {user} ist nicht darin'],
    [
      'sudo usermod -aG {group} {user}',
      'Neu anmelden (einen Dienst: neu starten), denn Gruppen werden beim Anmelden gelesen',
      'Wo das Gerät keiner solchen Gruppe gehört: die udev-Regel in docs/operating.md, Abschnitt Devices',
    ],
  ],
  'device.held_by_manager': [
    'ModemManager hält das Gerät',
    ['ModemManager nimmt jedes Modem, das er findet'],
    [
      'sudo mmcli --inhibit-device={uid} (solange der Befehl läuft)',
      'Auf Dauer: die udev-Regel in docs/operating.md, Abschnitt ModemManager',
      'Wo nichts anderes ihn braucht: sudo systemctl disable --now ModemManager',
    ],
  ],
  'device.held': [
    'Ein anderer Prozess hält das Gerät',
    ['{holder}'],
    ['Das Programm beenden, oder das Gerät aus seinen Einstellungen nehmen', 'sudo fuser -v {device}'],
  ],
  'device.cannot_open': [
    'Das Gerät lässt sich nicht öffnen',
    ['{holder}'],
    ['dmesg | tail', 'Abziehen und wieder anstecken'],
  ],
  'device.unreachable': [
    'Die Adresse antwortet nicht',
    [
      '{holder}',
      'Der Terminalserver ist aus, sein Port ist ein anderer, oder eine Firewall steht dazwischen',
    ],
    ['nc -vz {device}', 'Viele Terminalserver nehmen nur eine Verbindung: die andere beenden'],
  ],
  'device.silent': [
    'Nichts antwortet auf AT',
    [
      'Das Modul ist aus, startet oder hängt',
      'Dieses tty des Moduls ist für anderes',
      'Die Geschwindigkeit wurde nicht versucht, oder die Drähte sind vertauscht oder lose',
    ],
    [
      'Ihm zehn Sekunden den Strom nehmen',
      'Seine anderen ttys versuchen: simgate doctor /dev/ttyUSB...',
      'baudRate des Ports setzen',
    ],
  ],
  'device.no_at': [
    'Hier spricht etwas, und kein AT',
    ['Ein tty für Positionen oder Diagnose, eine andere Art von Gerät, oder eine andere Geschwindigkeit'],
    ['Ein anderes tty des Moduls benutzen', 'baudRate des Ports setzen'],
  ],
  'device.data_mode': [
    'Die Leitung stand im Datenmodus und wurde zurückgeführt',
    ['Eine Einwahl (pppd) wurde abgebrochen, und ihr Anruf endete nie'],
    [
      'Das Programm beenden, das wählt: zwei Programme können sich kein Modem teilen',
      'Dies erneut ausführen',
    ],
  ],
  'device.wrong_speed': [
    'Das Modem antwortet mit anderer Geschwindigkeit als eingestellt',
    ['Es antwortet mit {holder} Baud'],
    ['baudRate des Ports darauf setzen, oder die Einstellung entfernen: sie wird durch Versuchen gefunden'],
  ],
  'device.broken': [
    'Das Modem verstummte, während es gefragt wurde',
    ['Seine Firmware hängt, oder die Leitung verliert Oktette'],
    ['Ihm zehn Sekunden den Strom nehmen', 'Ein kürzeres Kabel, ein Hub mit eigenem Netzteil'],
  ],
  'device.network_stick': [
    'Ein Router im Stick (HiLink und seinesgleichen): er hat eine Webseite und kein tty für AT',
    ['Seine Firmware bietet eine Netzwerkkarte statt eines Modems'],
    [
      'Seine Webseite (oft http://192.168.8.1) bietet vielleicht einen Modem- oder Debugmodus: dort umschalten, dann abziehen und anstecken',
      'Sonst eine Firmware mit seriellen Ports für dasselbe Modell, oder ein anderes Modem',
    ],
  ],
  'device.storage_mode': [
    'Der Stick zeigt seine Treiberdisk statt des Modems',
    ['usb_modeswitch fehlt oder kennt ihn nicht'],
    [
      'sudo apt install usb-modeswitch, dann abziehen und anstecken',
      'sudo usb_modeswitch -J -v {ids} (Sticks dieser Art)',
    ],
  ],
  'device.packet_only': [
    'Das Modul bietet nur QMI oder MBIM und kein tty für AT',
    ['Seine USB-Zusammensetzung lässt die seriellen Ports aus'],
    [
      'Seine Zusammensetzung auf eine mit AT-Ports umschalten (ein Befehl des Herstellers, über mmcli --command im Debugmodus oder qmicli)',
      'modprobe option, wo der Kernel seine Kennungen nicht kennt',
    ],
  ],
  'device.no_sim': [
    'Keine SIM',
    [
      'Keine steckt, sie steckt falsch herum, oder ihre Kontakte sind verschmutzt',
      'Ein anderer Schacht des Moduls ist gewählt',
    ],
    [
      'Die SIM herausnehmen und wieder einsetzen, während das Modem ohne Strom ist',
      'Sie in einem Telefon versuchen',
    ],
  ],
  'device.sim_locked': [
    'Das Modem ist an eine andere SIM oder ein anderes Netz gebunden',
    ['Es wurde mit dem Vertrag eines Betreibers verkauft'],
    ['Eine SIM dieses Betreibers, oder der Entsperrcode (der Verkäufer hat ihn)'],
  ],
  'device.sim_busy': [
    'Die SIM startet noch',
    ['Das Modem wurde eben eingeschaltet', 'Die Kontakte der SIM sind schlecht, wo es so bleibt'],
    ['Dies in einer halben Minute erneut ausführen'],
  ],
  'device.pin_required': [
    'Die SIM verlangt ihre PIN',
    ['Die PIN der SIM ist an; hier wird nie eine versucht'],
    ['pin: des Ports in den Einstellungen', 'Oder die PIN in einem Telefon abschalten'],
  ],
  'device.puk_required': [
    'Die SIM verlangt ihre PUK',
    ['Dreimal wurde eine falsche PIN eingegeben'],
    ['In einem Telefon mit der PUK aus den Unterlagen entsperren; zehn falsche zerstören die SIM'],
  ],
  'device.storage_full': [
    'Der Speicher für empfangene Nachrichten ist voll: keine kommen mehr an',
    ['Nachrichten, die niemand las und löschte, füllen {holder}'],
    ['Das Gateway laufen lassen: es übernimmt und löscht sie'],
  ],
  'device.radio_off': [
    'Der Funk ist aus',
    ['AT+CFUN ist {holder}: ein früheres Programm schaltete ihn aus, oder das Modul startet so'],
    [
      'Das Gateway schaltet ihn beim Start ein',
      'simgate port PORT power on, wo ein Mensch ihn ausgeschaltet hat',
    ],
  ],
  'device.denied': [
    'Das Netz lehnt diese SIM ab',
    [
      '{holder}',
      'Die SIM ist gesperrt, nicht freigeschaltet oder nicht bezahlt, oder darf nicht roamen',
      'Das Netz sperrt diese IMEI',
    ],
    [
      'Die SIM in einem Telefon versuchen',
      'Den Betreiber fragen, was sie darf: Anrufe und SMS, oder nur Daten',
    ],
  ],
  'device.unregistered': [
    'In keinem Netz eingebucht',
    [
      '{holder}',
      'Keine Antenne oder kein Empfang',
      'Eine Technik, die dieses Netz abgeschaltet hat (2G, 3G)',
    ],
    [
      'Antenne und Stecker prüfen',
      'Dieselbe SIM in einem Telefon am selben Ort',
      'Zwei Minuten warten und dies erneut ausführen',
    ],
  ],
};
