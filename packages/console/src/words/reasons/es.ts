/** Spanish. Made by a machine and not yet read by a person whose language it is. */
import type { ReasonWords } from './reason-word.ts';

export const es: ReasonWords = {
  'message.no_credit': [
    'El operador impide a la SIM enviar',
    ['La SIM no tiene saldo, o su contrato ha terminado.', 'Su bono de mensajes está agotado.'],
    ['Consulte el saldo por USSD y recargue la SIM.', 'Envíe por otra SIM.'],
  ],
  'message.barred': [
    'El envío está bloqueado',
    [
      'El contrato no incluye este número: extranjero, tarificación especial u otra red.',
      'El operador ha bloqueado la SIM por enviar demasiado.',
    ],
    ['Pruebe otro número y luego pregunte al operador.', 'Envíe por otra SIM.'],
  ],
  'message.unassigned_number': [
    'El número no existe',
    ['Una cifra está mal o falta, o el número se dio de baja.', 'Necesita la forma internacional con +.'],
    ['Revise el número y escríbalo con + y el prefijo del país.'],
  ],
  'message.subscriber_unknown': [
    'La red no conoce al abonado',
    ['El número no es móvil, o pasó a otro operador.', 'La SIM propia no está activada para SMS.'],
    [
      'Envíe a un número que seguro funciona: si también falla, la causa es la SIM propia.',
      'Revise el número.',
    ],
  ],
  'message.destination_out_of_service': [
    'El destinatario está fuera de servicio',
    ['Está apagado o sin cobertura.'],
    ['Reenvíe más tarde.'],
  ],
  'message.rejected': [
    'La red rechazó el mensaje',
    [
      'La SIM no tiene saldo: algunos operadores responden así en vez de con 8.',
      'Lo detuvo un filtro de spam, o se envió demasiado en poco tiempo.',
      'El número del centro de servicio es incorrecto.',
    ],
    [
      'Revise el saldo y el número del centro de servicio de la SIM.',
      'Envíe más despacio (`limits` y `gap` del puerto).',
    ],
  ],
  'message.not_subscribed': [
    'La SIM no puede enviar SMS',
    ['El contrato no tiene SMS, o solo datos.', 'La SIM no tiene saldo: algunos operadores responden así.'],
    ['Pregunte al operador si el contrato incluye SMS.', 'Use otra SIM.'],
  ],
  'message.network_out_of_order': [
    'La red está averiada',
    [
      'La red tiene un fallo.',
      'La SIM no tiene saldo: algunos operadores responden así.',
      'El número del centro de servicio es incorrecto.',
    ],
    ['Reenvíe más tarde.', 'Revise el saldo y el número del centro de servicio de la SIM.'],
  ],
  'message.temporary_failure': [
    'La red falló un momento',
    ['La celda está sobrecargada o la señal es débil.'],
    ['Reenvíe más tarde; mire la señal del puerto.'],
  ],
  'message.congestion': [
    'La red está congestionada',
    ['Ahora mismo se envía demasiado en esta celda o a este centro de servicio.'],
    ['Reenvíe más tarde y más despacio.'],
  ],
  'message.memory_exceeded': [
    'Una memoria está llena',
    ['El teléfono o la SIM del destinatario están llenos.'],
    ['Reenvíe más tarde.'],
  ],
  'message.not_implemented': [
    'La red no ofrece esto',
    ['La red no tiene SMS aquí (a menudo LTE sin SMS), o no para este tipo de mensaje.'],
    ['Haga que el módem use otra tecnología, o envíe texto simple.'],
  ],
  'message.service_centre_refused': [
    'El centro de servicio rechazó la SIM',
    ['El número del centro de servicio es de otro operador.'],
    ['Quite `smsc` de los ajustes del puerto, o ponga el del operador de esta SIM.'],
  ],
  'message.service_centre_failed': [
    'El centro de servicio falló',
    ['Un fallo del operador.'],
    ['Reenvíe más tarde.'],
  ],
  'message.protocol_error': [
    'La red encontró un error en el mensaje',
    [
      'La red y el módem entienden el estándar de forma distinta.',
      'El número del centro de servicio es incorrecto.',
    ],
    [
      'Revise el número del centro de servicio.',
      'Si ocurre con un solo texto, envíe una grabación del puerto.',
    ],
  ],
  'message.network_refused': [
    'La red rehusó el mensaje',
    ['Pregunte al operador qué significa el número.'],
    ['Mire el número en la frase.', 'Reenvíe más tarde.'],
  ],
  'message.in_doubt': [
    'En duda: puede que se haya enviado',
    [
      'El módem quedó en silencio o se desenchufó.',
      'La red respondió con una causa que no prueba nada.',
      'El operador no envía informes.',
    ],
    [
      'Pregunte al destinatario antes de reenviar.',
      'Pida informes (`request_status_report`): un informe posterior aún corrige el estado.',
    ],
  ],
  'message.stopped': [
    'Detenido por una persona',
    ['Una persona o un programa detuvo la tarea.'],
    ['Reenvíe si fue un error.'],
  ],
  'message.limit_reached': [
    'Se alcanzó un límite',
    ['`limits` de los ajustes o del puerto son menores que lo que se envía.'],
    ['Suba el límite, añada puertos o envíe menos.'],
  ],
  'message.no_port': [
    'Ningún puerto pudo enviarlo a tiempo',
    [
      'Los puertos permitidos no estaban registrados, o estaban en pausa, apagados o ausentes.',
      'Se envía más de lo que los puertos pueden llevar.',
    ],
    ['Mire `reason` de los puertos en /v1/ports.', 'Envíe por cualquier puerto, o añada puertos.'],
  ],
  'message.paused': [
    'Su tarea estuvo en pausa demasiado tiempo',
    ['La tarea no continuó a tiempo.'],
    ['Reenvíelo.', 'Ponga `sms.waitingAge` más largo.'],
  ],
  'message.rest_not_sent': [
    'El resto de un mensaje largo no pudo enviarse',
    ['La SIM se sacó o perdió la red entretanto.'],
    ['Mire el puerto de esa SIM.', 'El destinatario tiene como mucho una parte: reenvíelo entero.'],
  ],
  'message.number_invalid': [
    'No se puede enviar a ese número',
    ['Tiene más de 20 cifras (23.040 9.1.2.5), o signos que ningún número tiene.'],
    ['Corrija el número.'],
  ],
  'message.alphabet': [
    'El texto no puede escribirse',
    ['El almacén lo escribió otra versión, o el texto tiene signos que ningún alfabeto de SMS tiene.'],
    ['Envíelo con codificación auto o unicode.'],
  ],
  'message.no_service': [
    'Sin red en el momento de enviar',
    ['El módem perdió la red.'],
    ['Mire la señal y la antena del puerto.'],
  ],
  'message.network_timeout': [
    'La red no respondió al módem',
    ['La señal es débil o la red está sobrecargada.'],
    ['Mire la señal del puerto; reenvíe más tarde.'],
  ],
  'message.no_service_centre': [
    'No hay centro de servicio',
    ['La SIM no tiene número de centro de servicio.'],
    ['Ponga en `smsc` del puerto el número del operador.'],
  ],
  'message.no_sim': [
    'El módem no tenía SIM',
    ['La tarjeta se sacó o hace mal contacto.'],
    ['Limpie los contactos de la tarjeta y vuelva a ponerla.'],
  ],
  'message.sim_locked': [
    'La SIM o el módem están bloqueados',
    ['La SIM pide su PIN o PUK, o el módem está ligado a otra SIM.'],
    ['Ponga `pin` en el puerto, o desbloquee la tarjeta en un teléfono.'],
  ],
  'message.modem_busy': [
    'El módem estaba ocupado o arrancando',
    ['Se acaba de encender, o hace otra cosa.'],
    ['Reenvíe dentro de un minuto.'],
  ],
  'message.modem_refused': [
    'El módem rehusó el mensaje',
    ['El módem es solo para datos, su memoria está llena, o su firmware tiene un fallo.'],
    ['Mire `reason` y las capacidades del puerto.', 'Envíe una grabación del puerto.'],
  ],
  'message.modem_gone': [
    'El módem desapareció antes de enviar nada',
    ['Se desenchufó o se reinició.'],
    ['Mire el puerto; reenvíelo.'],
  ],
  'port.stopped': [
    'El puerto está detenido',
    ['La pasarela acaba de arrancar o se está parando.'],
    ['Espere un momento, o arranque la pasarela.'],
  ],
  'port.device_gone': [
    'El dispositivo no está',
    [
      'El módem está desenchufado o sin corriente, o su dispositivo se llama ahora de otra forma.',
      'Otro programa tiene el dispositivo, o este usuario no puede abrirlo.',
      'Con tcp: nadie escucha en esa dirección.',
    ],
    [
      'Revise cable y corriente, luego ejecute `simgate doctor`: nombra la causa y la orden que la remedia.',
      'Use en los ajustes un nombre estable (usb: o /dev/serial/by-id).',
    ],
  ],
  'port.opening': [
    'Se está abriendo el dispositivo',
    ['La pasarela acaba de arrancar, o el dispositivo se perdió y se intenta de nuevo.'],
    ['Espere un momento.'],
  ],
  'port.setting_up': [
    'Se está preparando el módem',
    ['Se acaba de encontrar, se reinició, o su SIM cambió.'],
    ['Espere un momento. Si se repite, mire la alimentación del módem.'],
  ],
  'port.restarts_often': [
    'El módem se reinicia una y otra vez',
    [
      'Su alimentación cae al transmitir: un adaptador débil, un cable largo o delgado, un concentrador sin alimentación propia.',
      'El módulo, su firmware o su antena falla.',
    ],
    [
      'Dé al módem una alimentación más fuerte y un cable corto: un módulo toma hasta 2 A al transmitir.',
      'Pruebe otra antena y un firmware más nuevo. Si continúa, use otro módem.',
    ],
  ],
  'port.modem_starting': [
    'El módem aún arranca',
    ['Ya responde pero rehúsa SMS; los módulos necesitan hasta un minuto.'],
    ['Espere un minuto. Si dura, reinicie el módulo.'],
  ],
  'port.sim_starting': [
    'La SIM aún arranca',
    ['La tarjeta acaba de recibir corriente, o hace mal contacto.'],
    ['Espere un minuto. Si dura, limpie los contactos de la tarjeta y vuelva a ponerla.'],
  ],
  'port.no_sim': [
    'Sin SIM',
    [
      'No hay tarjeta en la ranura, está al revés, o no se puede leer.',
      'La tarjeta está en otra ranura que la que usa el módem, o perdió el contacto.',
      'El módem busca una tarjeta solo al arrancar.',
    ],
    [
      'Ponga una tarjeta, o limpie sus contactos y vuelva a ponerla.',
      'Pruebe la tarjeta en un teléfono.',
      'Si hay varias ranuras, elija la otra, y reinicie el módulo.',
    ],
  ],
  'port.pin_required': [
    'La SIM pide su PIN',
    ['No hay PIN para el puerto, o el que hay era incorrecto. Un PIN se prueba una sola vez.'],
    [
      'Introduzca el PIN en la página del puerto, o con `simgate port PORT unlock`.',
      'Ponga el `pin` correcto en los ajustes del puerto, para que el próximo arranque lo introduzca.',
    ],
  ],
  'port.puk_required': [
    'La SIM pide su PUK',
    ['Se introdujo demasiadas veces un PIN incorrecto.'],
    ['Desbloquee la tarjeta en un teléfono con el PUK de su operador.'],
  ],
  'port.sim_unusable': [
    'La SIM no puede usarse',
    ['El módem está ligado a otra SIM o red.'],
    ['Use una tarjeta de ese operador, o haga liberar el módem.'],
  ],
  'port.slot_failed': [
    'No se pudo elegir la ranura de SIM',
    ['El módem o slotCommand no cambió a la ranura.'],
    ['Ejecute slotCommand a mano y mire su error; revise `slots` del puerto.'],
  ],
  'port.switched_off': [
    'Apagado',
    ['Una persona apagó el puerto.'],
    ['Enciéndalo en la página del puerto, o con `simgate port PORT power on`.'],
  ],
  'port.no_sms': [
    'El módem no tiene SMS',
    ['Su firmware es solo para datos.'],
    ['Use otro firmware u otro módem.'],
  ],
  'port.silent': [
    'El módem no responde',
    ['Está colgado, su corriente es débil, o el tty no es su puerto AT.'],
    [
      'Espere: se reinicia solo y luego se abre de nuevo.',
      'Si vuelve a ocurrir, revise la alimentación y ejecute `simgate doctor`.',
    ],
  ],
  'port.resetting': [
    'El módem se está reiniciando',
    ['No respondía, ya no servía, o una persona lo quiso.'],
    ['Espere un minuto.'],
  ],
  'port.refuses_all': [
    'El módem responde a cada orden con un error',
    ['Su firmware está colgado.'],
    ['Espere: se reinicia solo.', 'Si vuelve a ocurrir, busque un firmware más nuevo.'],
  ],
  'port.network_denied': [
    'La red rehúsa esta SIM',
    [
      'La tarjeta está bloqueada, sin activar, sin contrato, o no puede usar itinerancia.',
      'El módem está bloqueado por su IMEI.',
      'El operador admite la tarjeta solo en otra tecnología, como LTE.',
    ],
    [
      'Pruebe la tarjeta en un teléfono y pregunte a su operador.',
      'Pruebe otra tarjeta en este módem.',
      'Pregunte si los SMS, y la itinerancia donde está, entran en el contrato.',
    ],
  ],
  'port.circuit_denied': [
    'La red niega la parte de circuitos',
    ['El contrato es solo de datos, o el operador no tiene aquí GSM ni UMTS para él.'],
    [
      'Si los mensajes salen, no hay que hacer nada: van por paquetes donde el módem puede (+CGSMS). Las llamadas necesitan la otra parte.',
      'Si se rehúsan los mensajes, pida al operador SMS por LTE o use otra tarjeta.',
    ],
  ],
  'port.packet_denied': [
    'La red niega la parte de paquetes',
    ['El contrato no tiene datos, o los datos no pueden usar itinerancia.'],
    [
      'No hay que hacer nada: mensajes y llamadas usan la parte de circuitos.',
      'Si la red es solo LTE, pida datos al operador o use otra tarjeta.',
    ],
  ],
  'port.not_registered': [
    'Sin registro en ninguna red',
    [
      'Sin cobertura, sin antena o en el conector equivocado, o en una banda que el módem no tiene.',
      'El operador apagó GSM o UMTS, y el módem no tiene LTE.',
      'Un programa anterior fijó el módem a un operador o a una tecnología.',
    ],
    [
      'Revise antena y lugar.',
      'Compruebe si el operador aún tiene una red de esta tecnología.',
      'Deje que el módem elija: AT+COPS=0.',
    ],
  ],
  'port.searching': [
    'Buscando una red',
    ['El módem acaba de arrancar; tras dos minutos: cobertura o antena.'],
    ['Espere dos minutos, luego revise antena y lugar.'],
  ],
  'port.registration_unknown': [
    'El módem no informa de su registro',
    ['Aún no lo sabe, o responde con un valor que ningún estándar tiene.'],
    ['Espere un minuto. Si dura, envíe una grabación del puerto.'],
  ],
  'port.resting': [
    'El puerto descansa tras un rechazo',
    ['La red o el módem rehusaron por una causa ajena al mensaje: congestión, sin servicio.'],
    ['Espere: continúa solo. Si dura, mire señal y saldo.'],
  ],
  'port.blocked': [
    'En pausa por una persona',
    ['Una persona puso el puerto en pausa: no toma trabajo nuevo.'],
    ['Reanúdelo en la página del puerto, o con `simgate port PORT unblock`.'],
  ],
  'report.recipient_no_response': [
    'El teléfono no responde',
    ['Está apagado o sin cobertura.'],
    ['Esperar: mientras el código sea menor que 64, el centro de mensajes sigue intentándolo.'],
  ],
  'report.recipient_busy': [
    'El teléfono está ocupado o lleno',
    ['Su memoria de mensajes está llena, o está recibiendo otros.'],
    ['Esperar, o pedir al destinatario que borre mensajes.'],
  ],
  'report.expired': [
    'La validez del mensaje ha terminado',
    ['El teléfono estuvo apagado más tiempo que la validez.'],
    ['Enviarlo de nuevo cuando el teléfono esté encendido; aumentar `sms.validity`.'],
  ],
  'report.not_obtainable': [
    'No se puede alcanzar al destinatario',
    ['El número no está en uso, o no para SMS.'],
    ['Comprobar el número.'],
  ],
  'report.recipient_refused': [
    'El teléfono rechazó el mensaje',
    ['El destinatario o el operador bloquean al remitente.'],
    ['Preguntar al destinatario.'],
  ],
  'report.recipient_incompatible': [
    'El destinatario no admite este tipo de mensaje',
    ['Un teléfono fijo, una máquina, o un tipo de mensaje que no conoce.'],
    ['Enviar texto simple, o llamar.'],
  ],
  'report.recipient_error': [
    'El teléfono tiene un error',
    ['Un fallo del teléfono o de su SIM.'],
    ['Esperar; después enviarlo de nuevo.'],
  ],
  'report.congestion': [
    'La red del destinatario está saturada',
    ['En este momento se envía demasiado allí.'],
    ['Esperar: mientras el código sea menor que 64, el centro de mensajes sigue intentándolo.'],
  ],
  'report.quality': [
    'La calidad pedida no está disponible',
    ['Un fallo entre las redes.'],
    ['Enviarlo de nuevo.'],
  ],
  'report.no_interworking': [
    'Las redes no trabajan juntas',
    ['Los dos operadores no intercambian SMS.'],
    ['Enviar por una SIM de otro operador.'],
  ],
  'report.procedure_error': [
    'Un error entre las redes',
    ['El número se llevó a otro operador, o la red tiene un fallo.'],
    ['Enviarlo de nuevo más tarde.'],
  ],
  'report.deleted': [
    'El mensaje se borró en el centro de mensajes',
    ['Lo borró el operador o una orden del remitente.'],
    ['Preguntar al operador; puede ser un filtro de correo no deseado.'],
  ],
  'report.unknown_message': [
    'El centro de mensajes no conoce el mensaje',
    ['Ya ha terminado, o se perdió allí.'],
    ['Preguntar al destinatario, después enviarlo de nuevo.'],
  ],
  'report.unconfirmed': [
    'Reenviado, sin confirmar',
    ['La red del destinatario no confirma nada.'],
    ['No hay que hacer nada; `sms.deliveredStatuses` puede contarlo como entregado.'],
  ],
  'report.replaced': [
    'Sustituido por otro mensaje',
    ['Un mensaje posterior del mismo tipo ocupó su lugar en el centro de mensajes.'],
    ['No hay que hacer nada.'],
  ],
  'report.pending': ['Aún no entregado', ['El centro de mensajes sigue intentándolo.'], ['Esperar.']],
  'report.not_delivered': [
    'No entregado',
    ['El centro de mensajes ha desistido; el número es propio de él.'],
    ['Preguntar al operador qué significa el número.'],
  ],
  'ussd.no_text': [
    'La red terminó la sesión sin texto',
    ['La petición se hizo, o la red no conoce el código.'],
    ['Comprobar el código con el operador.'],
  ],
  'ussd.terminated': [
    'La red cortó la sesión',
    ['El código es erróneo, o la sesión estuvo inactiva demasiado tiempo.'],
    ['Comprobar el código, y responder antes a las preguntas de la red.'],
  ],
  'ussd.elsewhere': [
    'Otro programa del módem tomó la respuesta',
    ['Un segundo programa usa el mismo módem.'],
    ['Parar el otro programa; `simgate doctor` lo nombra.'],
  ],
  'ussd.not_supported': [
    'La red no admite la petición',
    ['El código es de otro operador, o no se ofrece USSD en esta tecnología (a menudo LTE).'],
    ['Comprobar el código con el operador.', 'Hacer que el módem use GSM o UMTS.'],
  ],
  'ussd.network_timeout': [
    'La red no respondió al módem a tiempo',
    ['El servicio del operador es lento o está caído.'],
    ['Intentarlo de nuevo en unos minutos.'],
  ],
  'ussd.no_answer': [
    'No llegó respuesta',
    ['La red o el módem callaron más que ussd.answerDeadline.'],
    ['Intentarlo de nuevo; aumentar ussd.answerDeadline si el operador es lento.'],
  ],
  'ussd.not_continued': [
    'No se respondió a tiempo la pregunta de la red',
    ['Nadie respondió dentro de ussd.idleTime.'],
    ['Responder antes, o aumentar ussd.idleTime.'],
  ],
  'ussd.cancelled': [
    'Cancelado',
    ['Una persona o un programa canceló la sesión.'],
    ['Enviar la petición de nuevo.'],
  ],
  'ussd.port_gone': [
    'El módem o su SIM desapareció',
    ['El módem se desconectó o se reinició.'],
    ['Mirar el motivo del puerto; enviar la petición de nuevo.'],
  ],
  'ussd.not_sent': [
    'El módem no aceptó la petición',
    ['Está ocupado, o rechaza USSD.'],
    ['Intentarlo de nuevo; el texto tiene el error del módem.'],
  ],
  'ussd.restarted': [
    'La pasarela se reinició',
    ['Se detuvo con la sesión abierta.'],
    ['Enviar la petición de nuevo.'],
  ],
  'alarm.port_down': [
    'Un puerto no puede enviar',
    ['El puerto no puede enviar desde hace más que alarms.portDown; el motivo al lado dice por qué.'],
    [
      'Hacer lo que aconseja el motivo del puerto.',
      'Donde el lugar debe estar vacío, añadir su motivo a alarms.portDownExcept.',
    ],
  ],
  'alarm.queue_old': [
    'Un mensaje espera demasiado',
    [
      'Ningún puerto que pueda llevarlo puede enviar, o se envía más de lo que llevan los puertos.',
      'Los límites de las SIM están agotados, o el mensaje espera un solo puerto o SIM.',
    ],
    ['Mirar los puertos en /v1/ports y sus límites.', 'Añadir SIM, o parar mensajes que no hacen falta.'],
  ],
  'alarm.push_failing': [
    'Un destino de push no acepta un evento',
    ['El receptor está caído, rechaza el evento o responde demasiado lento.'],
    [
      'Mirar /v1/push-targets y los intentos del destino: tienen sus respuestas.',
      'Saltar el evento si el receptor nunca lo aceptará.',
    ],
  ],
  'alarm.disk_low': [
    'El disco de la carpeta de datos está casi lleno',
    ['Otros programas llenan el disco, o se guarda más de lo que cabe.'],
    [
      'Liberar espacio: con el disco lleno no se acepta nada.',
      'Guardar menos, con los ajustes de retention.',
    ],
  ],
  'alarm.limit_low': [
    'Un límite de una SIM está casi agotado',
    ['La SIM ha enviado o llamado casi tanto como permite su límite en este tiempo.'],
    ['Esperar al próximo periodo, subir el límite, o usar más SIM.'],
  ],
  'alarm.balance_low': [
    'El saldo de una SIM es bajo',
    ['El operador dio un saldo por debajo del umbral de su regla.'],
    ['Recargar la SIM, después pedir su saldo con POST /v1/ports/{port}/balance.'],
  ],
  'alarm.balance_unread': [
    'No se puede leer el saldo de una SIM',
    ['El operador no responde al código, o su texto ha cambiado.'],
    ['Comparar el texto en /v1/balances con el patrón de la regla, y probar el código por USSD.'],
  ],
  'call.refused_by_rule': [
    'Aquí se rechazan las llamadas entrantes',
    ['`incomingCalls` del puerto o de los ajustes es refuse.'],
    ['Ponerlo en ring donde haya que contestar llamadas.'],
  ],
  'call.ended_by_rule': [
    'Aquí las llamadas entrantes se contestan y se cuelgan',
    ['`incomingCalls` es answerAndHangUp.'],
    ['Ponerlo en ring, o aumentar `calls.answeredFor`.'],
  ],
  'call.limit_reached': [
    'Se alcanzó el límite de tiempo de llamadas',
    ['`callSecondsPerHour` o `callSecondsPerDay` de esta SIM está agotado.'],
    ['Subir el límite, o esperar a la próxima hora o al próximo día.'],
  ],
  'call.not_taken': [
    'El módem no aceptó la llamada',
    ['No está registrado, no tiene voz, o se está estableciendo otra llamada.'],
    ['Mirar `reason` del puerto y la frase al lado.'],
  ],
  'call.stopping': [
    'La pasarela se estaba deteniendo',
    ['La detuvo una persona o el sistema.'],
    ['Llamar de nuevo cuando funcione.'],
  ],
  'call.modem_lost': [
    'Se perdió el módem',
    ['Se desconectó o se reinició.'],
    ['Mirar cable y corriente, después `reason` del puerto.'],
  ],
  'call.restarted': [
    'La pasarela se reinició',
    ['Se detuvo durante la llamada, o faltó la corriente.'],
    ['No se sabe cuánto duró la llamada: preguntar al operador si importa.'],
  ],
  'device.well': ['Registrado: puede enviar y recibir', [], []],
  'device.used_by_gateway': [
    'Lo usa la pasarela en marcha, y por eso no se le preguntó',
    ['La carpeta de datos la usa {holder}'],
    ['Preguntar a la pasarela: GET /v1/ports', 'O detenerla y repetir esto'],
  ],
  'device.unused': [
    'Ningún puerto lo usa, y no se le preguntó',
    ['Ningún puerto de los ajustes lo nombra, y `ports: auto` no lo toma'],
    [
      'Preguntarle: POST /v1/devices/probe, o simgate doctor {device}',
      'Nombrarlo en los ajustes con usb: o device:',
    ],
  ],
  'device.not_asked': [
    'Una línea serie que puede llevar a cualquier cosa, y por eso no se le preguntó',
    ['El dispositivo detrás puede no ser un módem y entender mal las órdenes AT'],
    [
      'simgate doctor {device}',
      'Un módem allí se vuelve puerto con device: {device} en los ajustes',
      '{adapter}',
    ],
  ],
  'device.no_device': [
    'No se encontró ningún módem',
    [
      'No hay ninguno conectado, o no tiene corriente (un hub sin fuente propia)',
      'El núcleo no tiene controlador, o el contenedor no ve /sys y /dev',
    ],
    [
      'lsusb',
      'dmesg | grep -i -E "usb|tty" | tail',
      'En un contenedor: --device /dev/ttyUSB0, y /sys y /run/udev de solo lectura',
    ],
  ],
  'device.absent': [
    'El dispositivo no está',
    ['Desconectado, sin corriente, o hoy con otro nombre'],
    [
      'ls -l /dev/serial/by-id/',
      'Nombrarlo con usb: en los ajustes, como lo muestra simgate doctor, y su tty puede cambiar',
    ],
  ],
  'device.no_permission': [
    'Este usuario no puede abrir el dispositivo',
    ['{device} es del grupo {group}, y {user} no está en él'],
    [
      'sudo usermod -aG {group} {user}',
      'Entrar de nuevo (un servicio: reiniciarlo), pues los grupos se leen al entrar',
      'Donde el dispositivo no es de tal grupo: la regla udev en docs/operating.md, sección Devices',
    ],
  ],
  'device.held_by_manager': [
    'ModemManager tiene el dispositivo',
    ['ModemManager toma cada módem que encuentra'],
    [
      'sudo mmcli --inhibit-device={uid} (mientras se ejecute)',
      'Para siempre: la regla udev en docs/operating.md, sección ModemManager',
      'Donde nada más lo necesita: sudo systemctl disable --now ModemManager',
    ],
  ],
  'device.held': [
    'Otro proceso tiene el dispositivo',
    ['{holder}'],
    ['Terminar ese programa, o quitar el dispositivo de sus ajustes', 'sudo fuser -v {device}'],
  ],
  'device.cannot_open': [
    'No se puede abrir el dispositivo',
    ['{holder}'],
    ['dmesg | tail', 'Desconectarlo y conectarlo de nuevo'],
  ],
  'device.unreachable': [
    'La dirección no responde',
    ['{holder}', 'El servidor de terminales está apagado, su puerto es otro, o hay un cortafuegos en medio'],
    ['nc -vz {device}', 'Muchos servidores de terminales admiten una sola conexión: terminar la otra'],
  ],
  'device.silent': [
    'Nada responde a AT',
    [
      'El módulo está apagado, arrancando o bloqueado',
      'Este tty del módulo es para otra cosa',
      'La velocidad no se probó, o los cables están cruzados o sueltos',
    ],
    [
      'Quitarle la corriente diez segundos',
      'Probar sus otros tty: simgate doctor /dev/ttyUSB...',
      'Fijar baudRate del puerto',
    ],
  ],
  'device.no_at': [
    'Aquí habla algo, y no es AT',
    ['Un tty de posición o diagnóstico, otro tipo de dispositivo, u otra velocidad'],
    ['Usar otro tty del módulo', 'Fijar baudRate del puerto'],
  ],
  'device.data_mode': [
    'La línea quedó en modo de datos y se ha recuperado',
    ['Una conexión por marcado (pppd) se cortó y su llamada no terminó'],
    ['Terminar el programa que marca: dos programas no pueden compartir el módem', 'Repetir esto'],
  ],
  'device.wrong_speed': [
    'El módem responde a otra velocidad que la de los ajustes',
    ['Responde a {holder} baudios'],
    ['Poner baudRate del puerto a ese valor, o quitar el ajuste: se encuentra probando'],
  ],
  'device.broken': [
    'El módem calló mientras se le preguntaba',
    ['Su firmware se bloquea, o la línea pierde octetos'],
    ['Quitarle la corriente diez segundos', 'Un cable más corto, un hub con fuente propia'],
  ],
  'device.network_stick': [
    'Un enrutador en un USB (HiLink y similares): tiene página web, y ningún tty para AT',
    ['Su firmware ofrece una tarjeta de red en vez de un módem'],
    [
      'Su página web (a menudo http://192.168.8.1) puede ofrecer un modo módem o de depuración: cambiarlo allí, después desconectar y conectar',
      'Si no, un firmware con puertos serie del mismo modelo, u otro módem',
    ],
  ],
  'device.storage_mode': [
    'El USB muestra su disco de controladores en vez del módem',
    ['usb_modeswitch falta o no lo conoce'],
    [
      'sudo apt install usb-modeswitch, después desconectar y conectar',
      'sudo usb_modeswitch -J -v {ids} (USB de ese tipo)',
    ],
  ],
  'device.packet_only': [
    'El módulo ofrece solo QMI o MBIM, y ningún tty para AT',
    ['Su composición USB deja fuera los puertos serie'],
    [
      'Cambiar su composición a una con puertos AT (una orden del fabricante, con mmcli --command en modo de depuración o qmicli)',
      'modprobe option, donde el núcleo no conoce sus identificadores',
    ],
  ],
  'device.no_sim': [
    'Sin SIM',
    ['No hay ninguna, está al revés, o sus contactos están sucios', 'Está elegida otra ranura del módulo'],
    ['Sacar la SIM y ponerla de nuevo con el módem sin corriente', 'Probarla en un teléfono'],
  ],
  'device.sim_locked': [
    'El módem está bloqueado a otra SIM o red',
    ['Se vendió con contrato de un operador'],
    ['Una SIM de ese operador, o su código de desbloqueo (lo tiene el vendedor)'],
  ],
  'device.sim_busy': [
    'La SIM aún está arrancando',
    ['El módem se acaba de encender', 'Los contactos de la SIM son malos, si sigue así'],
    ['Repetir esto en medio minuto'],
  ],
  'device.pin_required': [
    'La SIM pide su PIN',
    ['El PIN de la SIM está activo; aquí nunca se prueba ninguno'],
    ['pin: del puerto en los ajustes', 'O quitar el PIN en un teléfono'],
  ],
  'device.puk_required': [
    'La SIM pide su PUK',
    ['Se introdujo tres veces un PIN erróneo'],
    ['Desbloquearla en un teléfono con el PUK de sus papeles; diez erróneos la destruyen'],
  ],
  'device.storage_full': [
    'La memoria de mensajes recibidos está llena: no entran más',
    ['Mensajes que nadie leyó ni borró llenan {holder}'],
    ['Poner en marcha la pasarela: los recoge y los borra'],
  ],
  'device.radio_off': [
    'La radio está apagada',
    ['AT+CFUN es {holder}: la apagó un programa anterior, o el módulo arranca así'],
    ['La pasarela la enciende al arrancar', 'simgate port PORT power on, donde la apagó una persona'],
  ],
  'device.denied': [
    'La red rechaza esta SIM',
    [
      '{holder}',
      'La SIM está bloqueada, sin activar o sin pagar, o no puede hacer itinerancia',
      'La red bloquea este IMEI',
    ],
    ['Probar la SIM en un teléfono', 'Preguntar al operador qué puede usar: llamadas y SMS, o solo datos'],
  ],
  'device.unregistered': [
    'No registrado en ninguna red',
    ['{holder}', 'Sin antena o sin cobertura', 'Una tecnología que esta red ha apagado (2G, 3G)'],
    [
      'Comprobar la antena y su conector',
      'La misma SIM en un teléfono en el mismo lugar',
      'Esperar dos minutos y repetir esto',
    ],
  ],
};
