/** French. Made by a machine and not yet read by a person whose language it is. */
import type { ReasonWords } from './translated.ts';

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
    ['Aucune carte n’est dans le logement, elle est à l’envers, ou elle est illisible.'],
    ['Mettez une carte, ou nettoyez ses contacts et remettez-la.', 'Essayez la carte dans un téléphone.'],
  ],
  'port.pin_required': [
    'La SIM demande son PIN',
    ['Aucun PIN n’est réglé pour le port, ou celui qui l’est était faux. Un PIN n’est essayé qu’une fois.'],
    ['Réglez le bon `pin` du port et redémarrez la passerelle, ou déverrouillez la SIM par set_port_info.'],
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
    ['Allumez-le par set_port_info ou POST /v1/ports/{port}/actions.'],
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
    ],
    [
      'Essayez la carte dans un téléphone et demandez à son opérateur.',
      'Essayez une autre carte dans ce modem.',
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
    ['Pas de couverture, pas d’antenne, ou une bande que le modem n’a pas.'],
    ['Vérifiez l’antenne et le lieu.', 'Voyez si l’opérateur a encore un réseau de cette technologie.'],
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
    ['Reprenez-le par set_port_info ou POST /v1/ports/{port}/actions.'],
  ],
};
