/** Spanish. Made by a machine and not yet read by a person whose language it is. */
import type { ReasonWords } from './translated.ts';

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
    ['No hay tarjeta en la ranura, está al revés, o no se puede leer.'],
    ['Ponga una tarjeta, o limpie sus contactos y vuelva a ponerla.', 'Pruebe la tarjeta en un teléfono.'],
  ],
  'port.pin_required': [
    'La SIM pide su PIN',
    ['No hay PIN para el puerto, o el que hay era incorrecto. Un PIN se prueba una sola vez.'],
    ['Ponga el `pin` correcto del puerto y reinicie la pasarela, o desbloquee la SIM con set_port_info.'],
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
    ['Enciéndalo con set_port_info o POST /v1/ports/{port}/actions.'],
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
    ],
    ['Pruebe la tarjeta en un teléfono y pregunte a su operador.', 'Pruebe otra tarjeta en este módem.'],
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
    ['Sin cobertura, sin antena, o en una banda que el módem no tiene.'],
    ['Revise antena y lugar.', 'Compruebe si el operador aún tiene una red de esta tecnología.'],
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
    ['Reanúdelo con set_port_info o POST /v1/ports/{port}/actions.'],
  ],
};
