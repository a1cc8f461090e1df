/** French. Made by a machine and not yet read by a person whose language it is. */
import type { ReasonWords } from './reason-word.ts';

export const fr: ReasonWords = {
  'message.no_credit': [
    'L’opérateur interdit à la SIM d’envoyer',
    ['La SIM n’a plus de crédit, ou son contrat est terminé.', 'Son forfait de messages est épuisé.'],
    ['Demandez le solde par USSD et rechargez la SIM.', 'Envoyez par une autre SIM.'],
  ],
  'message.barred': [
    'L’envoi est interdit',
    [
      'Le contrat ne couvre pas ce numéro : étranger, surtaxé ou autre réseau.',
      'L’opérateur a bloqué la SIM pour trop d’envois.',
    ],
    ['Essayez un autre numéro, puis demandez à l’opérateur.', 'Envoyez par une autre SIM.'],
  ],
  'message.unassigned_number': [
    'Le numéro n’existe pas',
    [
      'Un chiffre est faux ou manque, ou le numéro a été abandonné.',
      'Il faut la forme internationale avec +.',
    ],
    ['Vérifiez le numéro et écrivez-le avec + et l’indicatif du pays.'],
  ],
  'message.subscriber_unknown': [
    'Le réseau ne connaît pas l’abonné',
    [
      'Le numéro n’est pas mobile, ou est passé chez un autre opérateur.',
      'La SIM elle-même n’est pas activée pour les SMS.',
    ],
    ['Envoyez à un numéro sûr : si cela échoue aussi, la cause est la SIM elle-même.', 'Vérifiez le numéro.'],
  ],
  'message.destination_out_of_service': [
    'Le destinataire est hors service',
    ['Il est éteint ou sans couverture.'],
    ['Renvoyez plus tard.'],
  ],
  'message.rejected': [
    'Le réseau a rejeté le message',
    [
      'La SIM n’a plus de crédit : certains opérateurs répondent ainsi au lieu de 8.',
      'Un filtre antispam l’a arrêté, ou trop a été envoyé en peu de temps.',
      'Le numéro du centre de service est faux.',
    ],
    [
      'Vérifiez le solde et le numéro du centre de service de la SIM.',
      'Envoyez plus lentement (`limits` et `gap` du port).',
    ],
  ],
  'message.not_subscribed': [
    'La SIM ne peut pas envoyer de SMS',
    [
      'Le contrat n’a pas de SMS, ou seulement des données.',
      'La SIM n’a plus de crédit : certains opérateurs répondent ainsi.',
    ],
    ['Demandez à l’opérateur si le contrat couvre les SMS.', 'Utilisez une autre SIM.'],
  ],
  'message.network_out_of_order': [
    'Le réseau est en panne',
    [
      'Le réseau a un défaut.',
      'La SIM n’a plus de crédit : certains opérateurs répondent ainsi.',
      'Le numéro du centre de service est faux.',
    ],
    ['Renvoyez plus tard.', 'Vérifiez le solde et le numéro du centre de service de la SIM.'],
  ],
  'message.temporary_failure': [
    'Le réseau a failli un instant',
    ['La cellule est surchargée ou le signal est faible.'],
    ['Renvoyez plus tard ; regardez le signal du port.'],
  ],
  'message.congestion': [
    'Le réseau est encombré',
    ['On envoie trop en ce moment dans cette cellule ou vers ce centre de service.'],
    ['Renvoyez plus tard, et plus lentement.'],
  ],
  'message.memory_exceeded': [
    'Une mémoire est pleine',
    ['Le téléphone ou la SIM du destinataire est plein.'],
    ['Renvoyez plus tard.'],
  ],
  'message.not_implemented': [
    'Le réseau n’offre pas cela',
    ['Le réseau n’a pas de SMS ici (souvent LTE sans SMS), ou pas pour ce genre de message.'],
    ['Laissez le modem utiliser une autre technologie, ou envoyez du texte simple.'],
  ],
  'message.service_centre_refused': [
    'Le centre de service a refusé la SIM',
    ['Le numéro du centre de service est celui d’un autre opérateur.'],
    ['Retirez `smsc` des réglages du port, ou mettez celui de l’opérateur de cette SIM.'],
  ],
  'message.service_centre_failed': [
    'Le centre de service a failli',
    ['Un défaut chez l’opérateur.'],
    ['Renvoyez plus tard.'],
  ],
  'message.protocol_error': [
    'Le réseau a trouvé une faute dans le message',
    ['Le réseau et le modem comprennent la norme différemment.', 'Le numéro du centre de service est faux.'],
    [
      'Vérifiez le numéro du centre de service.',
      'Si cela n’arrive qu’avec un texte, envoyez un enregistrement du port.',
    ],
  ],
  'message.network_refused': [
    'Le réseau a refusé le message',
    ['Demandez à l’opérateur ce que signifie le nombre.'],
    ['Regardez le nombre dans la phrase.', 'Renvoyez plus tard.'],
  ],
  'message.in_doubt': [
    'En doute : il a peut-être été envoyé',
    [
      'Le modem s’est tu ou a été débranché.',
      'Le réseau a répondu par une cause qui ne prouve rien.',
      'L’opérateur n’envoie pas de rapports.',
    ],
    [
      'Demandez au destinataire avant de renvoyer.',
      'Demandez des rapports (`request_status_report`) : un rapport tardif corrige encore l’état.',
    ],
  ],
  'message.stopped': [
    'Arrêté par une personne',
    ['Une personne ou un programme a arrêté la tâche.'],
    ['Renvoyez si c’était une erreur.'],
  ],
  'message.limit_reached': [
    'Une limite est atteinte',
    ['`limits` des réglages ou du port sont plus basses que ce qui est envoyé.'],
    ['Relevez la limite, ajoutez des ports ou envoyez moins.'],
  ],
  'message.no_port': [
    'Aucun port n’a pu l’envoyer à temps',
    [
      'Les ports permis n’étaient pas inscrits, ou étaient en pause, éteints ou absents.',
      'On envoie plus que les ports ne peuvent porter.',
    ],
    ['Regardez `reason` des ports dans /v1/ports.', 'Envoyez par n’importe quel port, ou ajoutez des ports.'],
  ],
  'message.paused': [
    'Sa tâche est restée trop longtemps en pause',
    ['La tâche n’a pas repris à temps.'],
    ['Renvoyez-le.', 'Allongez `sms.waitingAge`.'],
  ],
  'message.rest_not_sent': [
    'Le reste d’un long message n’a pas pu être envoyé',
    ['La SIM a été retirée ou a perdu son réseau entre-temps.'],
    ['Regardez le port de cette SIM.', 'Le destinataire a au plus une partie : renvoyez le tout.'],
  ],
  'message.number_invalid': [
    'On ne peut pas envoyer à ce numéro',
    ['Il a plus de 20 chiffres (23.040 9.1.2.5), ou des signes qu’aucun numéro n’a.'],
    ['Corrigez le numéro.'],
  ],
  'message.alphabet': [
    'Le texte ne peut pas être écrit',
    ['Une autre version a écrit les données, ou le texte a des signes qu’aucun alphabet de SMS n’a.'],
    ['Envoyez-le avec le codage auto ou unicode.'],
  ],
  'message.no_service': [
    'Pas de réseau au moment d’envoyer',
    ['Le modem a perdu le réseau.'],
    ['Regardez le signal et l’antenne du port.'],
  ],
  'message.network_timeout': [
    'Le réseau n’a pas répondu au modem',
    ['Le signal est faible ou le réseau surchargé.'],
    ['Regardez le signal du port ; renvoyez plus tard.'],
  ],
  'message.no_service_centre': [
    'Aucun centre de service n’est réglé',
    ['La SIM n’a pas de numéro de centre de service.'],
    ['Mettez dans `smsc` du port le numéro de l’opérateur.'],
  ],
  'message.no_sim': [
    'Le modem n’avait pas de SIM',
    ['La carte a été retirée, ou a un mauvais contact.'],
    ['Nettoyez les contacts de la carte et remettez-la.'],
  ],
  'message.sim_locked': [
    'La SIM ou le modem est verrouillé',
    ['La SIM demande son PIN ou PUK, ou le modem est lié à une autre SIM.'],
    ['Réglez `pin` du port, ou déverrouillez la carte dans un téléphone.'],
  ],
  'message.modem_busy': [
    'Le modem était occupé ou démarrait encore',
    ['Il vient d’être allumé, ou fait autre chose.'],
    ['Renvoyez dans une minute.'],
  ],
  'message.modem_refused': [
    'Le modem a refusé le message',
    ['Le modem est pour les données seules, sa mémoire est pleine, ou son micrologiciel a un défaut.'],
    ['Regardez `reason` et les capacités du port.', 'Envoyez un enregistrement du port.'],
  ],
  'message.modem_gone': [
    'Le modem est parti avant tout envoi',
    ['Il a été débranché ou a redémarré.'],
    ['Regardez le port ; renvoyez-le.'],
  ],
  'port.stopped': [
    'Le port est arrêté',
    ['La passerelle vient de démarrer ou s’arrête.'],
    ['Attendez un instant, ou démarrez la passerelle.'],
  ],
  'port.device_gone': [
    'L’appareil n’est pas là',
    [
      'Le modem est débranché ou sans courant, ou son appareil a maintenant un autre nom.',
      'Un autre programme tient l’appareil, ou cet utilisateur ne peut pas l’ouvrir.',
      'Pour tcp : personne n’écoute à cette adresse.',
    ],
    [
      'Vérifiez câble et courant, puis lancez `simgate doctor` : il nomme la cause et la commande qui la répare.',
      'Utilisez un nom stable (usb: ou /dev/serial/by-id) dans les réglages.',
    ],
  ],
  'port.opening': [
    'L’appareil est en cours d’ouverture',
    ['La passerelle vient de démarrer, ou l’appareil a été perdu et est essayé de nouveau.'],
    ['Attendez un instant.'],
  ],
  'port.setting_up': [
    'Le modem est en cours de réglage',
    ['Il vient d’être trouvé, a redémarré, ou sa SIM a changé.'],
    ['Attendez un instant. Si cela revient sans cesse, regardez l’alimentation du modem.'],
  ],
  'port.restarts_often': [
    'Le modem redémarre sans cesse',
    [
      'Son alimentation s’effondre quand il émet : un adaptateur faible, un câble long ou mince, un concentrateur sans alimentation propre.',
      'Le module, son micrologiciel ou son antenne est défectueux.',
    ],
    [
      'Donnez au modem une alimentation plus forte et un câble court : un module prend jusqu’à 2 A quand il émet.',
      'Essayez une autre antenne et un micrologiciel plus récent. Si cela dure, prenez un autre modem.',
    ],
  ],
  'port.modem_starting': [
    'Le modem démarre encore',
    ['Il répond déjà mais refuse les SMS ; les modules demandent jusqu’à une minute.'],
    ['Attendez une minute. Si cela dure, redémarrez le module.'],
  ],
  'port.sim_starting': [
    'La SIM démarre encore',
    ['La carte vient de recevoir du courant, ou a un mauvais contact.'],
    ['Attendez une minute. Si cela dure, nettoyez les contacts de la carte et remettez-la.'],
  ],
  'port.no_sim': [
    'Pas de SIM',
    [
      'Aucune carte n’est dans le logement, elle est à l’envers, ou elle est illisible.',
      'La carte est dans un autre logement que celui du modem, ou a perdu le contact.',
      'Le modem ne cherche une carte qu’au démarrage.',
    ],
    [
      'Mettez une carte, ou nettoyez ses contacts et remettez-la.',
      'Essayez la carte dans un téléphone.',
      'S’il y a plusieurs logements, choisissez l’autre, et redémarrez le module.',
    ],
  ],
  'port.pin_required': [
    'La SIM demande son PIN',
    ['Aucun PIN n’est réglé pour le port, ou celui qui l’est était faux. Un PIN n’est essayé qu’une fois.'],
    [
      'Saisissez le PIN sur la page du port, ou par `simgate port PORT unlock`.',
      'Réglez le bon `pin` dans les réglages du port, pour que le prochain démarrage le saisisse.',
    ],
  ],
  'port.puk_required': [
    'La SIM demande son PUK',
    ['Un faux PIN a été saisi trop souvent.'],
    ['Débloquez la carte dans un téléphone avec le PUK de son opérateur.'],
  ],
  'port.sim_unusable': [
    'La SIM ne peut pas servir',
    ['Le modem est lié à une autre SIM ou à un autre réseau.'],
    ['Utilisez une carte de cet opérateur, ou faites déverrouiller le modem.'],
  ],
  'port.slot_failed': [
    'Le logement de SIM n’a pas pu être choisi',
    ['Le modem ou slotCommand n’est pas passé à ce logement.'],
    ['Lancez slotCommand à la main et regardez son erreur ; vérifiez `slots` du port.'],
  ],
  'port.switched_off': [
    'Éteint',
    ['Une personne a éteint le port.'],
    ['Allumez-le sur la page du port, ou par `simgate port PORT power on`.'],
  ],
  'port.no_sms': [
    'Le modem n’a pas de SMS',
    ['Son micrologiciel est pour les données seules.'],
    ['Utilisez un autre micrologiciel ou un autre modem.'],
  ],
  'port.silent': [
    'Le modem ne répond pas',
    ['Il est bloqué, son courant est trop faible, ou le tty n’est pas son port AT.'],
    [
      'Attendez : il est réinitialisé de lui-même, puis rouvert.',
      'Si cela revient, vérifiez l’alimentation et lancez `simgate doctor`.',
    ],
  ],
  'port.resetting': [
    'Le modem est en cours de réinitialisation',
    ['Il ne répondait pas, ne servait plus à rien, ou une personne l’a voulu.'],
    ['Attendez une minute.'],
  ],
  'port.refuses_all': [
    'Le modem répond à chaque commande par une erreur',
    ['Son micrologiciel est bloqué.'],
    ['Attendez : il redémarre de lui-même.', 'Si cela revient, cherchez un micrologiciel plus récent.'],
  ],
  'port.network_denied': [
    'Le réseau refuse cette SIM',
    [
      'La carte est bloquée, non activée, sans contrat, ou n’a pas droit à l’itinérance.',
      'Le modem est bloqué par son IMEI.',
      'L’opérateur n’admet la carte que dans une autre technologie, comme la LTE.',
    ],
    [
      'Essayez la carte dans un téléphone et demandez à son opérateur.',
      'Essayez une autre carte dans ce modem.',
      'Demandez si les SMS, et l’itinérance là où vous êtes, font partie du contrat.',
    ],
  ],
  'port.circuit_denied': [
    'Le réseau refuse le côté circuit',
    ['Le contrat est pour les données seules, ou l’opérateur n’a ici ni GSM ni UMTS pour lui.'],
    [
      'Si les messages partent, il n’y a rien à faire : ils passent par le côté paquets où le modem le peut (+CGSMS). Les appels demandent l’autre côté.',
      'Si les messages sont refusés, demandez à l’opérateur les SMS par LTE ou prenez une autre carte.',
    ],
  ],
  'port.packet_denied': [
    'Le réseau refuse le côté paquets',
    ['Le contrat n’a pas de données, ou les données n’ont pas droit à l’itinérance.'],
    [
      'Il n’y a rien à faire : messages et appels utilisent le côté circuit.',
      'Si le réseau est LTE seul, demandez des données à l’opérateur ou prenez une autre carte.',
    ],
  ],
  'port.not_registered': [
    'Inscrit sur aucun réseau',
    [
      'Pas de couverture, pas d’antenne ou sur le mauvais connecteur, ou une bande que le modem n’a pas.',
      'L’opérateur a éteint GSM ou UMTS, et le modem n’a pas la LTE.',
      'Un programme précédent a fixé le modem à un opérateur ou à une technologie.',
    ],
    [
      'Vérifiez l’antenne et le lieu.',
      'Voyez si l’opérateur a encore un réseau de cette technologie.',
      'Laissez le modem choisir : AT+COPS=0.',
    ],
  ],
  'port.searching': [
    'Cherche un réseau',
    ['Le modem vient de démarrer ; après deux minutes : couverture ou antenne.'],
    ['Attendez deux minutes, puis vérifiez l’antenne et le lieu.'],
  ],
  'port.registration_unknown': [
    'Le modem n’annonce pas son inscription',
    ['Il ne le sait pas encore, ou répond par une valeur qu’aucune norme n’a.'],
    ['Attendez une minute. Si cela dure, envoyez un enregistrement du port.'],
  ],
  'port.resting': [
    'Le port se repose après un refus',
    ['Le réseau ou le modem a refusé pour une cause étrangère au message : encombrement, pas de service.'],
    ['Attendez : il reprend de lui-même. Si cela dure, regardez le signal et le crédit.'],
  ],
  'port.blocked': [
    'Mis en pause par une personne',
    ['Une personne a mis le port en pause : il ne prend plus de travail.'],
    ['Reprenez-le sur la page du port, ou par `simgate port PORT unblock`.'],
  ],
  'report.recipient_no_response': [
    'Le téléphone ne répond pas',
    ['Il est éteint ou sans couverture.'],
    ['Attendre : tant que le code est inférieur à 64, le centre de messages continue d’essayer.'],
  ],
  'report.recipient_busy': [
    'Le téléphone est occupé ou plein',
    ['Sa mémoire de messages est pleine, ou il en reçoit d’autres.'],
    ['Attendre, ou demander au destinataire d’effacer des messages.'],
  ],
  'report.expired': [
    'La validité du message est passée',
    ['Le téléphone est resté éteint plus longtemps que la validité.'],
    ['L’envoyer de nouveau quand le téléphone est allumé ; augmenter `sms.validity`.'],
  ],
  'report.not_obtainable': [
    'Le destinataire est injoignable',
    ['Le numéro n’est pas en service, ou pas pour les SMS.'],
    ['Vérifier le numéro.'],
  ],
  'report.recipient_refused': [
    'Le téléphone a refusé le message',
    ['Le destinataire ou l’opérateur bloque l’expéditeur.'],
    ['Demander au destinataire.'],
  ],
  'report.recipient_incompatible': [
    'Le destinataire ne peut pas prendre ce genre de message',
    ['Une ligne fixe, une machine, ou un genre de message qu’il ne connaît pas.'],
    ['Envoyer du texte simple, ou appeler.'],
  ],
  'report.recipient_error': [
    'Le téléphone a une erreur',
    ['Un défaut du téléphone ou de sa SIM.'],
    ['Attendre ; puis l’envoyer de nouveau.'],
  ],
  'report.congestion': [
    'Le réseau du destinataire est saturé',
    ['On y envoie trop en ce moment.'],
    ['Attendre : tant que le code est inférieur à 64, le centre de messages continue d’essayer.'],
  ],
  'report.quality': [
    'La qualité demandée n’est pas disponible',
    ['Un défaut entre les réseaux.'],
    ['L’envoyer de nouveau.'],
  ],
  'report.no_interworking': [
    'Les réseaux ne travaillent pas ensemble',
    ['Les deux opérateurs n’échangent pas de SMS.'],
    ['Envoyer par une SIM d’un autre opérateur.'],
  ],
  'report.procedure_error': [
    'Une erreur entre les réseaux',
    ['Le numéro est passé chez un autre opérateur, ou le réseau a un défaut.'],
    ['L’envoyer de nouveau plus tard.'],
  ],
  'report.deleted': [
    'Le message a été effacé au centre de messages',
    ['L’opérateur ou une commande de l’expéditeur l’a effacé.'],
    ['Demander à l’opérateur ; un filtre antispam peut en être la cause.'],
  ],
  'report.unknown_message': [
    'Le centre de messages ne connaît pas le message',
    ['Il est déjà terminé, ou s’y est perdu.'],
    ['Demander au destinataire, puis l’envoyer de nouveau.'],
  ],
  'report.unconfirmed': [
    'Transmis, sans confirmation',
    ['Le réseau du destinataire ne confirme rien.'],
    ['Il n’y a rien à faire ; `sms.deliveredStatuses` peut le compter comme remis.'],
  ],
  'report.replaced': [
    'Remplacé par un autre message',
    ['Un message ultérieur du même type a pris sa place au centre de messages.'],
    ['Il n’y a rien à faire.'],
  ],
  'report.pending': ['Pas encore remis', ['Le centre de messages continue d’essayer.'], ['Attendre.']],
  'report.not_delivered': [
    'Non remis',
    ['Le centre de messages a abandonné ; le nombre lui est propre.'],
    ['Demander à l’opérateur ce que signifie le nombre.'],
  ],
  'ussd.no_text': [
    'Le réseau a terminé la session sans texte',
    ['La demande est faite, ou le réseau ne connaît pas le code.'],
    ['Vérifier le code auprès de l’opérateur.'],
  ],
  'ussd.terminated': [
    'Le réseau a coupé la session',
    ['Le code est faux, ou la session est restée inactive trop longtemps.'],
    ['Vérifier le code, et répondre plus tôt aux questions du réseau.'],
  ],
  'ussd.elsewhere': [
    'Un autre programme du modem a pris la réponse',
    ['Un second programme utilise le même modem.'],
    ['Arrêter l’autre programme ; `simgate doctor` le nomme.'],
  ],
  'ussd.not_supported': [
    'Le réseau n’accepte pas la demande',
    ['Le code est d’un autre opérateur, ou l’USSD n’est pas offert dans cette technologie (souvent LTE).'],
    ['Vérifier le code auprès de l’opérateur.', 'Faire utiliser GSM ou UMTS au modem.'],
  ],
  'ussd.network_timeout': [
    'Le réseau n’a pas répondu au modem à temps',
    ['Le service de l’opérateur est lent ou en panne.'],
    ['Réessayer dans quelques minutes.'],
  ],
  'ussd.no_answer': [
    'Aucune réponse n’est venue',
    ['Le réseau ou le modem s’est tu plus longtemps que ussd.answerDeadline.'],
    ['Réessayer ; augmenter ussd.answerDeadline si l’opérateur est lent.'],
  ],
  'ussd.not_continued': [
    'La question du réseau est restée sans réponse',
    ['Personne n’a répondu pendant ussd.idleTime.'],
    ['Répondre plus tôt, ou augmenter ussd.idleTime.'],
  ],
  'ussd.cancelled': [
    'Annulé',
    ['Une personne ou un programme a annulé la session.'],
    ['Envoyer la demande de nouveau.'],
  ],
  'ussd.port_gone': [
    'Le modem ou sa SIM a disparu',
    ['Le modem a été débranché ou a redémarré.'],
    ['Voir la raison du port ; envoyer la demande de nouveau.'],
  ],
  'ussd.not_sent': [
    'Le modem n’a pas pris la demande',
    ['Il est occupé, ou refuse l’USSD.'],
    ['Réessayer ; le texte donne l’erreur du modem.'],
  ],
  'ussd.restarted': [
    'La passerelle a redémarré',
    ['Elle a été arrêtée pendant la session.'],
    ['Envoyer la demande de nouveau.'],
  ],
  'alarm.port_down': [
    'Un port ne peut pas envoyer',
    [
      'Le port ne peut pas envoyer depuis plus longtemps que alarms.portDown ; la raison à côté dit pourquoi.',
    ],
    [
      'Faire ce que conseille la raison du port.',
      'Si la place doit être vide, ajouter sa raison à alarms.portDownExcept.',
    ],
  ],
  'alarm.queue_old': [
    'Un message attend trop longtemps',
    [
      'Aucun port qui peut le porter ne peut envoyer, ou l’on envoie plus que les ports ne portent.',
      'Les limites des SIM sont épuisées, ou le message attend un seul port ou une seule SIM.',
    ],
    ['Voir les ports sous /v1/ports et leurs limites.', 'Ajouter des SIM, ou arrêter des messages inutiles.'],
  ],
  'alarm.push_failing': [
    'Une cible push ne prend pas un événement',
    ['Le récepteur est en panne, refuse l’événement ou répond trop lentement.'],
    [
      'Voir /v1/push-targets et les essais de la cible : ses réponses y sont.',
      'Passer l’événement si le récepteur ne le prendra jamais.',
    ],
  ],
  'alarm.disk_low': [
    'Le disque du dossier de données est presque plein',
    ['D’autres programmes remplissent le disque, ou l’on garde plus qu’il ne contient.'],
    [
      'Libérer de la place : disque plein, rien n’est accepté.',
      'Garder moins, par les réglages de retention.',
    ],
  ],
  'alarm.limit_low': [
    'Une limite d’une SIM est presque épuisée',
    ['La SIM a envoyé ou appelé presque autant que sa limite le permet dans ce temps.'],
    ['Attendre la prochaine période, relever la limite, ou utiliser plus de SIM.'],
  ],
  'alarm.balance_low': [
    'Le solde d’une SIM est bas',
    ['L’opérateur a donné un solde sous le seuil de sa règle.'],
    ['Recharger la SIM, puis demander son solde par POST /v1/ports/{port}/balance.'],
  ],
  'alarm.balance_unread': [
    'Le solde d’une SIM est illisible',
    ['L’opérateur ne répond pas au code, ou son texte a changé.'],
    ['Comparer le texte sous /v1/balances au motif de la règle, et essayer le code par USSD.'],
  ],
  'call.refused_by_rule': [
    'Les appels entrants sont refusés ici',
    ['`incomingCalls` du port ou des réglages vaut refuse.'],
    ['Le mettre à ring là où il faut répondre aux appels.'],
  ],
  'call.ended_by_rule': [
    'Les appels entrants sont pris et raccrochés ici',
    ['`incomingCalls` vaut answerAndHangUp.'],
    ['Le mettre à ring, ou augmenter `calls.answeredFor`.'],
  ],
  'call.limit_reached': [
    'La limite du temps d’appel est atteinte',
    ['`callSecondsPerHour` ou `callSecondsPerDay` de cette SIM est épuisé.'],
    ['Relever la limite, ou attendre l’heure ou le jour suivant.'],
  ],
  'call.not_taken': [
    'Le modem n’a pas pris l’appel',
    ['Il n’est pas enregistré, n’a pas la voix, ou un autre appel s’établit.'],
    ['Voir `reason` du port et la phrase à côté.'],
  ],
  'call.stopping': [
    'La passerelle s’arrêtait',
    ['Une personne ou le système l’a arrêtée.'],
    ['Rappeler quand elle fonctionne.'],
  ],
  'call.modem_lost': [
    'Le modem a été perdu',
    ['Il a été débranché ou a redémarré.'],
    ['Voir câble et alimentation, puis `reason` du port.'],
  ],
  'call.restarted': [
    'La passerelle a redémarré',
    ['Elle a été arrêtée pendant l’appel, ou le courant a manqué.'],
    ['La durée de l’appel est inconnue : demander à l’opérateur si cela compte.'],
  ],
  'device.well': ['Enregistré : peut envoyer et recevoir', [], []],
  'device.used_by_gateway': [
    'Utilisé par la passerelle en marche, donc pas interrogé',
    ['Le dossier de données est utilisé par {holder}'],
    ['Demander à la passerelle : GET /v1/ports', 'Ou l’arrêter et refaire ceci'],
  ],
  'device.unused': [
    'Aucun port ne l’utilise, et il n’a pas été interrogé',
    ['Aucun port des réglages ne le nomme, et `ports: auto` ne le prend pas'],
    [
      'L’interroger : POST /v1/devices/probe, ou simgate doctor {device}',
      'Le nommer dans les réglages par usb: ou device:',
    ],
  ],
  'device.not_asked': [
    'Une ligne série qui peut mener à n’importe quoi, donc pas interrogée',
    ['L’appareil derrière n’est peut-être pas un modem et pourrait mal comprendre les commandes AT'],
    [
      'simgate doctor {device}',
      'Un modem y devient un port par device: {device} dans les réglages',
      '{adapter}',
    ],
  ],
  'device.no_device': [
    'Aucun modem n’a été trouvé',
    [
      'Aucun n’est branché, ou il n’a pas de courant (un hub sans alimentation propre)',
      'Le noyau n’a pas de pilote, ou le conteneur ne voit pas /sys et /dev',
    ],
    [
      'lsusb',
      'dmesg | grep -i -E "usb|tty" | tail',
      'Dans un conteneur : --device /dev/ttyUSB0, et /sys et /run/udev en lecture seule',
    ],
  ],
  'device.absent': [
    'L’appareil n’est pas là',
    ['Débranché, sans courant, ou connu aujourd’hui sous un autre nom'],
    [
      'ls -l /dev/serial/by-id/',
      'Le nommer par usb: dans les réglages, comme simgate doctor le montre, et son tty peut changer',
    ],
  ],
  'device.no_permission': [
    'Cet utilisateur ne peut pas ouvrir l’appareil',
    ['{device} appartient au groupe {group}, et {user} n’y est pas'],
    [
      'sudo usermod -aG {group} {user}',
      'Se reconnecter (un service : le redémarrer), car les groupes sont lus à la connexion',
      'Si l’appareil n’appartient à aucun tel groupe : la règle udev dans docs/operating.md, section Devices',
    ],
  ],
  'device.held_by_manager': [
    'ModemManager tient l’appareil',
    ['ModemManager prend chaque modem qu’il trouve'],
    [
      'sudo mmcli --inhibit-device={uid} (tant qu’il tourne)',
      'Pour de bon : la règle udev dans docs/operating.md, section ModemManager',
      'Si rien d’autre n’en a besoin : sudo systemctl disable --now ModemManager',
    ],
  ],
  'device.held': [
    'Un autre processus tient l’appareil',
    ['{holder}'],
    ['Terminer ce programme, ou retirer l’appareil de ses réglages', 'sudo fuser -v {device}'],
  ],
  'device.cannot_open': [
    'L’appareil ne s’ouvre pas',
    ['{holder}'],
    ['dmesg | tail', 'Le débrancher et le rebrancher'],
  ],
  'device.unreachable': [
    'L’adresse ne répond pas',
    ['{holder}', 'Le serveur de terminaux est éteint, son port est autre, ou un pare-feu est entre les deux'],
    ['nc -vz {device}', 'Beaucoup de serveurs de terminaux ne prennent qu’une connexion : terminer l’autre'],
  ],
  'device.silent': [
    'Rien ne répond à AT',
    [
      'Le module est éteint, démarre ou est bloqué',
      'Ce tty du module sert à autre chose',
      'La vitesse n’a pas été essayée, ou les fils sont croisés ou lâches',
    ],
    [
      'Couper son courant dix secondes',
      'Essayer ses autres tty : simgate doctor /dev/ttyUSB...',
      'Régler baudRate du port',
    ],
  ],
  'device.no_at': [
    'Quelque chose parle ici, et ce n’est pas AT',
    ['Un tty de position ou de diagnostic, un autre appareil, ou une autre vitesse'],
    ['Utiliser un autre tty du module', 'Régler baudRate du port'],
  ],
  'device.data_mode': [
    'La ligne était restée en mode données et a été ramenée',
    ['Une connexion par numérotation (pppd) a été rompue et son appel n’a pas fini'],
    ['Terminer le programme qui numérote : deux programmes ne peuvent partager le modem', 'Refaire ceci'],
  ],
  'device.wrong_speed': [
    'Le modem répond à une autre vitesse que celle des réglages',
    ['Il répond à {holder} bauds'],
    ['Y mettre baudRate du port, ou retirer le réglage : il est trouvé en essayant'],
  ],
  'device.broken': [
    'Le modem s’est tu pendant qu’on l’interrogeait',
    ['Son micrologiciel se bloque, ou la ligne perd des octets'],
    ['Couper son courant dix secondes', 'Un câble plus court, un hub avec sa propre alimentation'],
  ],
  'device.network_stick': [
    'Un routeur dans une clé (HiLink et semblables) : une page web, et aucun tty pour AT',
    ['Son micrologiciel offre une carte réseau au lieu d’un modem'],
    [
      'Sa page web (souvent http://192.168.8.1) offre peut-être un mode modem ou débogage : l’y changer, puis débrancher et rebrancher',
      'Sinon un micrologiciel à ports série du même modèle, ou un autre modem',
    ],
  ],
  'device.storage_mode': [
    'La clé montre son disque de pilotes au lieu du modem',
    ['usb_modeswitch manque ou ne la connaît pas'],
    [
      'sudo apt install usb-modeswitch, puis débrancher et rebrancher',
      'sudo usb_modeswitch -J -v {ids} (clés de ce genre)',
    ],
  ],
  'device.packet_only': [
    'Le module n’offre que QMI ou MBIM, et aucun tty pour AT',
    ['Sa composition USB laisse de côté les ports série'],
    [
      'Passer sa composition à une avec ports AT (une commande du fabricant, par mmcli --command en mode débogage ou qmicli)',
      'modprobe option, si le noyau ne connaît pas ses identifiants',
    ],
  ],
  'device.no_sim': [
    'Pas de SIM',
    [
      'Il n’y en a pas, elle est à l’envers, ou ses contacts sont sales',
      'Un autre emplacement du module est choisi',
    ],
    ['Retirer la SIM et la remettre, modem sans courant', 'L’essayer dans un téléphone'],
  ],
  'device.sim_locked': [
    'Le modem est verrouillé sur une autre SIM ou un autre réseau',
    ['Il a été vendu avec le contrat d’un opérateur'],
    ['Une SIM de cet opérateur, ou son code de déverrouillage (le vendeur l’a)'],
  ],
  'device.sim_busy': [
    'La SIM démarre encore',
    ['Le modem vient d’être allumé', 'Les contacts de la SIM sont mauvais, si cela dure'],
    ['Refaire ceci dans une demi-minute'],
  ],
  'device.pin_required': [
    'La SIM demande son PIN',
    ['Le PIN de la SIM est actif ; aucun n’est jamais essayé ici'],
    ['pin: du port dans les réglages', 'Ou retirer le PIN dans un téléphone'],
  ],
  'device.puk_required': [
    'La SIM demande son PUK',
    ['Un PIN faux a été entré trois fois'],
    ['La débloquer dans un téléphone avec le PUK de ses papiers ; dix faux la détruisent'],
  ],
  'device.storage_full': [
    'La mémoire des messages reçus est pleine : plus rien n’entre',
    ['Des messages que personne n’a lus ni effacés remplissent {holder}'],
    ['Lancer la passerelle : elle les reprend et les efface'],
  ],
  'device.radio_off': [
    'La radio est éteinte',
    ['AT+CFUN vaut {holder} : un programme l’a éteinte, ou le module démarre ainsi'],
    ['La passerelle l’allume au démarrage', 'simgate port PORT power on, si une personne l’a éteinte'],
  ],
  'device.denied': [
    'Le réseau refuse cette SIM',
    [
      '{holder}',
      'La SIM est bloquée, non activée ou non payée, ou n’a pas l’itinérance',
      'Le réseau bloque cet IMEI',
    ],
    [
      'Essayer la SIM dans un téléphone',
      'Demander à l’opérateur ce qu’elle peut utiliser : appels et SMS, ou données seules',
    ],
  ],
  'device.unregistered': [
    'Enregistré sur aucun réseau',
    ['{holder}', 'Pas d’antenne ou pas de couverture', 'Une technologie que ce réseau a arrêtée (2G, 3G)'],
    [
      'Vérifier l’antenne et sa prise',
      'La même SIM dans un téléphone au même endroit',
      'Attendre deux minutes et refaire ceci',
    ],
  ],
};
