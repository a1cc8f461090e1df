/** Portuguese of Brazil. Made by a machine and not yet read by a person whose language it is. */
import type { ReasonWords } from './reason-word.ts';

export const ptBr: ReasonWords = {
  'message.no_credit': [
    'A operadora impede o SIM de enviar',
    ['O SIM está sem crédito, ou o contrato acabou.', 'O pacote de mensagens acabou.'],
    ['Consulte o saldo por USSD e recarregue o SIM.', 'Envie por outro SIM.'],
  ],
  'message.barred': [
    'O envio está bloqueado',
    [
      'O contrato não cobre este número: exterior, tarifado ou outra rede.',
      'A operadora bloqueou o SIM por enviar demais.',
    ],
    ['Tente outro número e depois pergunte à operadora.', 'Envie por outro SIM.'],
  ],
  'message.unassigned_number': [
    'O número não existe',
    [
      'Um dígito está errado ou falta, ou o número foi cancelado.',
      'Ele precisa da forma internacional com +.',
    ],
    ['Confira o número e escreva-o com + e o código do país.'],
  ],
  'message.subscriber_unknown': [
    'A rede não conhece o assinante',
    ['O número não é móvel, ou foi para outra operadora.', 'O próprio SIM não está ativado para SMS.'],
    [
      'Envie a um número que certamente funciona: se também falhar, a causa é o próprio SIM.',
      'Confira o número.',
    ],
  ],
  'message.destination_out_of_service': [
    'O destinatário está fora de serviço',
    ['Está desligado ou sem cobertura.'],
    ['Reenvie mais tarde.'],
  ],
  'message.rejected': [
    'A rede rejeitou a mensagem',
    [
      'O SIM está sem crédito: algumas operadoras respondem assim em vez de com 8.',
      'Um filtro de spam a pegou, ou muito foi enviado em pouco tempo.',
      'O número da central de mensagens está errado.',
    ],
    [
      'Confira o saldo e o número da central de mensagens do SIM.',
      'Envie mais devagar (`limits` e `gap` da porta).',
    ],
  ],
  'message.not_subscribed': [
    'O SIM não pode enviar SMS',
    ['O contrato não tem SMS, ou só dados.', 'O SIM está sem crédito: algumas operadoras respondem assim.'],
    ['Pergunte à operadora se o contrato cobre SMS.', 'Use outro SIM.'],
  ],
  'message.network_out_of_order': [
    'A rede está com defeito',
    [
      'A rede tem uma falha.',
      'O SIM está sem crédito: algumas operadoras respondem assim.',
      'O número da central de mensagens está errado.',
    ],
    ['Reenvie mais tarde.', 'Confira o saldo e o número da central de mensagens do SIM.'],
  ],
  'message.temporary_failure': [
    'A rede falhou por um momento',
    ['A célula está sobrecarregada ou o sinal é fraco.'],
    ['Reenvie mais tarde; veja o sinal da porta.'],
  ],
  'message.congestion': [
    'A rede está congestionada',
    ['Neste momento se envia demais nesta célula ou a esta central.'],
    ['Reenvie mais tarde e mais devagar.'],
  ],
  'message.memory_exceeded': [
    'Uma memória está cheia',
    ['O telefone ou o SIM do destinatário está cheio.'],
    ['Reenvie mais tarde.'],
  ],
  'message.not_implemented': [
    'A rede não oferece isto',
    ['A rede não tem SMS aqui (muitas vezes LTE sem SMS), ou não para este tipo de mensagem.'],
    ['Deixe o modem usar outra tecnologia, ou envie texto simples.'],
  ],
  'message.service_centre_refused': [
    'A central de mensagens recusou o SIM',
    ['O número da central é de outra operadora.'],
    ['Tire `smsc` das configurações da porta, ou ponha o da operadora deste SIM.'],
  ],
  'message.service_centre_failed': [
    'A central de mensagens falhou',
    ['Uma falha na operadora.'],
    ['Reenvie mais tarde.'],
  ],
  'message.protocol_error': [
    'A rede achou um erro na mensagem',
    [
      'A rede e o modem entendem o padrão de formas diferentes.',
      'O número da central de mensagens está errado.',
    ],
    ['Confira o número da central de mensagens.', 'Se ocorre só com um texto, envie uma gravação da porta.'],
  ],
  'message.network_refused': [
    'A rede recusou a mensagem',
    ['Pergunte à operadora o que o número significa.'],
    ['Veja o número na frase.', 'Reenvie mais tarde.'],
  ],
  'message.in_doubt': [
    'Em dúvida: pode ter sido enviada',
    [
      'O modem ficou mudo ou foi desconectado.',
      'A rede respondeu com uma causa que nada prova.',
      'A operadora não envia relatórios.',
    ],
    [
      'Pergunte ao destinatário antes de reenviar.',
      'Peça relatórios (`request_status_report`): um relatório posterior ainda corrige o estado.',
    ],
  ],
  'message.stopped': [
    'Parada por uma pessoa',
    ['Uma pessoa ou um programa parou a tarefa.'],
    ['Reenvie se foi um engano.'],
  ],
  'message.limit_reached': [
    'Um limite foi atingido',
    ['`limits` das configurações ou da porta são menores do que o que se envia.'],
    ['Aumente o limite, adicione portas ou envie menos.'],
  ],
  'message.no_port': [
    'Nenhuma porta pôde enviá-la a tempo',
    [
      'As portas permitidas não estavam registradas, ou estavam em pausa, desligadas ou ausentes.',
      'Envia-se mais do que as portas conseguem.',
    ],
    ['Veja `reason` das portas em /v1/ports.', 'Envie por qualquer porta, ou adicione portas.'],
  ],
  'message.paused': [
    'A tarefa ficou em pausa por tempo demais',
    ['A tarefa não continuou a tempo.'],
    ['Reenvie.', 'Aumente `sms.waitingAge`.'],
  ],
  'message.rest_not_sent': [
    'O resto de uma mensagem longa não pôde ser enviado',
    ['O SIM foi tirado ou perdeu a rede nesse meio-tempo.'],
    ['Veja a porta desse SIM.', 'O destinatário tem no máximo uma parte: reenvie inteira.'],
  ],
  'message.number_invalid': [
    'Não se pode enviar a este número',
    ['Tem mais de 20 dígitos (23.040 9.1.2.5), ou sinais que nenhum número tem.'],
    ['Corrija o número.'],
  ],
  'message.alphabet': [
    'O texto não pode ser escrito',
    ['Outra versão gravou os dados, ou o texto tem sinais que nenhum alfabeto de SMS tem.'],
    ['Envie com a codificação auto ou unicode.'],
  ],
  'message.no_service': [
    'Sem rede no momento do envio',
    ['O modem perdeu a rede.'],
    ['Veja o sinal e a antena da porta.'],
  ],
  'message.network_timeout': [
    'A rede não respondeu ao modem',
    ['O sinal é fraco ou a rede está sobrecarregada.'],
    ['Veja o sinal da porta; reenvie mais tarde.'],
  ],
  'message.no_service_centre': [
    'Nenhuma central de mensagens está definida',
    ['O SIM não tem número de central.'],
    ['Ponha em `smsc` da porta o número da operadora.'],
  ],
  'message.no_sim': [
    'O modem não tinha SIM',
    ['O cartão foi tirado ou faz mau contato.'],
    ['Limpe os contatos do cartão e coloque-o de novo.'],
  ],
  'message.sim_locked': [
    'O SIM ou o modem está bloqueado',
    ['O SIM pede PIN ou PUK, ou o modem está preso a outro SIM.'],
    ['Defina `pin` da porta, ou desbloqueie o cartão em um telefone.'],
  ],
  'message.modem_busy': [
    'O modem estava ocupado ou ainda iniciando',
    ['Acaba de ser ligado, ou faz outra coisa.'],
    ['Reenvie em um minuto.'],
  ],
  'message.modem_refused': [
    'O modem recusou a mensagem',
    ['O modem é só para dados, a memória está cheia, ou o firmware tem uma falha.'],
    ['Veja `reason` e as capacidades da porta.', 'Envie uma gravação da porta.'],
  ],
  'message.modem_gone': [
    'O modem sumiu antes de algo ser enviado',
    ['Foi desconectado ou reiniciou.'],
    ['Veja a porta; reenvie.'],
  ],
  'port.stopped': [
    'A porta está parada',
    ['O gateway acaba de iniciar ou está parando.'],
    ['Espere um momento, ou inicie o gateway.'],
  ],
  'port.device_gone': [
    'O dispositivo não está presente',
    [
      'O modem está desconectado ou sem energia, ou o dispositivo tem agora outro nome.',
      'Outro programa está com o dispositivo, ou este usuário não pode abri-lo.',
      'Com tcp: ninguém escuta nesse endereço.',
    ],
    [
      'Confira cabo e energia e execute `simgate doctor`: ele diz a causa e o comando que a corrige.',
      'Use um nome estável (usb: ou /dev/serial/by-id) nas configurações.',
    ],
  ],
  'port.opening': [
    'O dispositivo está sendo aberto',
    ['O gateway acaba de iniciar, ou o dispositivo se perdeu e é tentado de novo.'],
    ['Espere um momento.'],
  ],
  'port.setting_up': [
    'O modem está sendo preparado',
    ['Acaba de ser encontrado, reiniciou, ou o SIM mudou.'],
    ['Espere um momento. Se voltar sempre, veja a alimentação do modem.'],
  ],
  'port.restarts_often': [
    'O modem reinicia sem parar',
    [
      'A alimentação cai quando ele transmite: uma fonte fraca, um cabo longo ou fino, um hub sem alimentação própria.',
      'O módulo, o firmware ou a antena está com defeito.',
    ],
    [
      'Dê ao modem uma fonte mais forte e um cabo curto: um módulo consome até 2 A ao transmitir.',
      'Teste outra antena e um firmware mais novo. Se continuar, use outro modem.',
    ],
  ],
  'port.modem_starting': [
    'O modem ainda está iniciando',
    ['Já responde mas recusa SMS; módulos precisam de até um minuto.'],
    ['Espere um minuto. Se durar, reinicie o módulo.'],
  ],
  'port.sim_starting': [
    'O SIM ainda está iniciando',
    ['O cartão acaba de receber energia, ou faz mau contato.'],
    ['Espere um minuto. Se durar, limpe os contatos do cartão e coloque-o de novo.'],
  ],
  'port.no_sim': [
    'Sem SIM',
    [
      'Não há cartão no compartimento, está invertido, ou não pode ser lido.',
      'O cartão está em outro compartimento que não o usado pelo modem, ou perdeu o contato.',
      'O modem só procura um cartão ao iniciar.',
    ],
    [
      'Coloque um cartão, ou limpe os contatos e coloque-o de novo.',
      'Teste o cartão em um telefone.',
      'Se houver vários compartimentos, escolha o outro, e reinicie o módulo.',
    ],
  ],
  'port.pin_required': [
    'O SIM pede o PIN',
    ['Nenhum PIN está definido para a porta, ou o definido estava errado. Um PIN é tentado uma só vez.'],
    [
      'Digite o PIN na página da porta, ou com `simgate port PORT unlock`.',
      'Defina o `pin` certo nas configurações da porta, para que o próximo início o digite.',
    ],
  ],
  'port.puk_required': [
    'O SIM pede o PUK',
    ['Um PIN errado foi digitado vezes demais.'],
    ['Desbloqueie o cartão em um telefone com o PUK da operadora.'],
  ],
  'port.sim_unusable': [
    'O SIM não pode ser usado',
    ['O modem está preso a outro SIM ou rede.'],
    ['Use um cartão dessa operadora, ou mande desbloquear o modem.'],
  ],
  'port.slot_failed': [
    'O compartimento de SIM não pôde ser escolhido',
    ['O modem ou o slotCommand não mudou para o compartimento.'],
    ['Execute o slotCommand à mão e veja o erro; confira `slots` da porta.'],
  ],
  'port.switched_off': [
    'Desligada',
    ['Uma pessoa desligou a porta.'],
    ['Ligue-a na página da porta, ou com `simgate port PORT power on`.'],
  ],
  'port.no_sms': [
    'O modem não tem SMS',
    ['O firmware é só para dados.'],
    ['Use outro firmware ou outro modem.'],
  ],
  'port.silent': [
    'O modem não responde',
    ['Travou, a energia é fraca, ou o tty não é a porta AT.'],
    [
      'Espere: ele é reiniciado sozinho e depois reaberto.',
      'Se voltar, confira a alimentação e execute `simgate doctor`.',
    ],
  ],
  'port.resetting': [
    'O modem está sendo reiniciado',
    ['Não respondia, não servia mais, ou uma pessoa quis.'],
    ['Espere um minuto.'],
  ],
  'port.refuses_all': [
    'O modem responde a cada comando com um erro',
    ['O firmware travou.'],
    ['Espere: ele é reiniciado sozinho.', 'Se voltar, procure um firmware mais novo.'],
  ],
  'port.network_denied': [
    'A rede recusa este SIM',
    [
      'O cartão está bloqueado, não ativado, sem contrato, ou não pode usar roaming.',
      'O modem está bloqueado pelo IMEI.',
      'A operadora admite o cartão só em outra tecnologia, como LTE.',
    ],
    [
      'Teste o cartão em um telefone e pergunte à operadora.',
      'Teste outro cartão neste modem.',
      'Pergunte se SMS, e roaming onde você está, fazem parte do contrato.',
    ],
  ],
  'port.circuit_denied': [
    'A rede nega o lado de circuitos',
    ['O contrato é só de dados, ou a operadora não tem aqui GSM ou UMTS para ele.'],
    [
      'Se as mensagens saem, nada precisa ser feito: vão pelo lado de pacotes onde o modem pode (+CGSMS). Chamadas precisam do outro lado.',
      'Se as mensagens são recusadas, peça à operadora SMS por LTE ou use outro cartão.',
    ],
  ],
  'port.packet_denied': [
    'A rede nega o lado de pacotes',
    ['O contrato não tem dados, ou os dados não podem usar roaming.'],
    [
      'Nada precisa ser feito: mensagens e chamadas usam o lado de circuitos.',
      'Se a rede é só LTE, peça dados à operadora ou use outro cartão.',
    ],
  ],
  'port.not_registered': [
    'Sem registro em nenhuma rede',
    [
      'Sem cobertura, sem antena ou no conector errado, ou uma banda que o modem não tem.',
      'A operadora desligou GSM ou UMTS, e o modem não tem LTE.',
      'Um programa anterior fixou o modem em uma operadora ou tecnologia.',
    ],
    [
      'Confira antena e lugar.',
      'Veja se a operadora ainda tem uma rede desta tecnologia.',
      'Deixe o modem escolher: AT+COPS=0.',
    ],
  ],
  'port.searching': [
    'Procurando uma rede',
    ['O modem acaba de iniciar; após dois minutos: cobertura ou antena.'],
    ['Espere dois minutos e confira antena e lugar.'],
  ],
  'port.registration_unknown': [
    'O modem não informa o registro',
    ['Ainda não sabe, ou responde com um valor que nenhum padrão tem.'],
    ['Espere um minuto. Se durar, envie uma gravação da porta.'],
  ],
  'port.resting': [
    'A porta descansa após uma recusa',
    ['A rede ou o modem recusou por uma causa alheia à mensagem: congestão, sem serviço.'],
    ['Espere: continua sozinha. Se durar, veja sinal e crédito.'],
  ],
  'port.blocked': [
    'Em pausa por uma pessoa',
    ['Uma pessoa pôs a porta em pausa: não aceita trabalho novo.'],
    ['Retome-a na página da porta, ou com `simgate port PORT unblock`.'],
  ],
  'report.recipient_no_response': [
    'O telefone não responde',
    ['Está desligado ou sem cobertura.'],
    ['Esperar: enquanto o código for menor que 64, a central de mensagens continua tentando.'],
  ],
  'report.recipient_busy': [
    'O telefone está ocupado ou cheio',
    ['A memória de mensagens dele está cheia, ou ele recebe outras.'],
    ['Esperar, ou pedir ao destinatário que apague mensagens.'],
  ],
  'report.expired': [
    'A validade da mensagem terminou',
    ['O telefone ficou desligado por mais tempo que a validade.'],
    ['Enviar de novo quando o telefone estiver ligado; aumentar `sms.validity`.'],
  ],
  'report.not_obtainable': [
    'Não é possível alcançar o destinatário',
    ['O número não está em uso, ou não para SMS.'],
    ['Conferir o número.'],
  ],
  'report.recipient_refused': [
    'O telefone recusou a mensagem',
    ['O destinatário ou a operadora bloqueia o remetente.'],
    ['Perguntar ao destinatário.'],
  ],
  'report.recipient_incompatible': [
    'O destinatário não aceita este tipo de mensagem',
    ['Um telefone fixo, uma máquina, ou um tipo de mensagem que não conhece.'],
    ['Enviar texto simples, ou ligar.'],
  ],
  'report.recipient_error': [
    'O telefone tem um erro',
    ['Uma falha do telefone ou do SIM dele.'],
    ['Esperar; depois enviar de novo.'],
  ],
  'report.congestion': [
    'A rede do destinatário está congestionada',
    ['No momento se envia demais lá.'],
    ['Esperar: enquanto o código for menor que 64, a central de mensagens continua tentando.'],
  ],
  'report.quality': [
    'A qualidade pedida não está disponível',
    ['Uma falha entre as redes.'],
    ['Enviar de novo.'],
  ],
  'report.no_interworking': [
    'As redes não funcionam juntas',
    ['As duas operadoras não trocam SMS.'],
    ['Enviar por um SIM de outra operadora.'],
  ],
  'report.procedure_error': [
    'Um erro entre as redes',
    ['O número foi levado a outra operadora, ou a rede tem uma falha.'],
    ['Enviar de novo mais tarde.'],
  ],
  'report.deleted': [
    'A mensagem foi apagada na central de mensagens',
    ['A operadora ou um comando do remetente a apagou.'],
    ['Perguntar à operadora; pode ser um filtro de spam.'],
  ],
  'report.unknown_message': [
    'A central de mensagens não conhece a mensagem',
    ['Ela já terminou, ou se perdeu lá.'],
    ['Perguntar ao destinatário, depois enviar de novo.'],
  ],
  'report.unconfirmed': [
    'Encaminhada, sem confirmação',
    ['A rede do destinatário não confirma nada.'],
    ['Nada a fazer; `sms.deliveredStatuses` pode contá-la como entregue.'],
  ],
  'report.replaced': [
    'Substituída por outra mensagem',
    ['Uma mensagem posterior do mesmo tipo tomou o lugar dela na central de mensagens.'],
    ['Nada a fazer.'],
  ],
  'report.pending': ['Ainda não entregue', ['A central de mensagens continua tentando.'], ['Esperar.']],
  'report.not_delivered': [
    'Não entregue',
    ['A central de mensagens desistiu; o número é próprio dela.'],
    ['Perguntar à operadora o que o número significa.'],
  ],
  'ussd.no_text': [
    'A rede encerrou a sessão sem texto',
    ['O pedido foi feito, ou a rede não conhece o código.'],
    ['Conferir o código com a operadora.'],
  ],
  'ussd.terminated': [
    'A rede interrompeu a sessão',
    ['O código está errado, ou a sessão ficou parada tempo demais.'],
    ['Conferir o código, e responder antes às perguntas da rede.'],
  ],
  'ussd.elsewhere': [
    'Outro programa do modem pegou a resposta',
    ['Um segundo programa usa o mesmo modem.'],
    ['Parar o outro programa; `simgate doctor` o nomeia.'],
  ],
  'ussd.not_supported': [
    'A rede não aceita o pedido',
    ['O código é de outra operadora, ou não há USSD nesta tecnologia (muitas vezes LTE).'],
    ['Conferir o código com a operadora.', 'Fazer o modem usar GSM ou UMTS.'],
  ],
  'ussd.network_timeout': [
    'A rede não respondeu ao modem a tempo',
    ['O serviço da operadora está lento ou fora do ar.'],
    ['Tentar de novo em alguns minutos.'],
  ],
  'ussd.no_answer': [
    'Nenhuma resposta veio',
    ['A rede ou o modem ficou em silêncio por mais que ussd.answerDeadline.'],
    ['Tentar de novo; aumentar ussd.answerDeadline onde a operadora é lenta.'],
  ],
  'ussd.not_continued': [
    'A pergunta da rede não foi respondida a tempo',
    ['Ninguém respondeu dentro de ussd.idleTime.'],
    ['Responder antes, ou aumentar ussd.idleTime.'],
  ],
  'ussd.cancelled': [
    'Cancelado',
    ['Uma pessoa ou um programa cancelou a sessão.'],
    ['Enviar o pedido de novo.'],
  ],
  'ussd.port_gone': [
    'O modem ou o SIM dele sumiu',
    ['O modem foi desconectado ou reiniciou.'],
    ['Ver o motivo da porta; enviar o pedido de novo.'],
  ],
  'ussd.not_sent': [
    'O modem não aceitou o pedido',
    ['Está ocupado, ou recusa USSD.'],
    ['Tentar de novo; o texto tem o erro do modem.'],
  ],
  'ussd.restarted': [
    'O gateway foi reiniciado',
    ['Ele parou com a sessão aberta.'],
    ['Enviar o pedido de novo.'],
  ],
  'alarm.port_down': [
    'Uma porta não consegue enviar',
    ['A porta não consegue enviar há mais que alarms.portDown; o motivo ao lado diz por quê.'],
    [
      'Fazer o que o motivo da porta aconselha.',
      'Onde o lugar deve ficar vazio, acrescentar o motivo a alarms.portDownExcept.',
    ],
  ],
  'alarm.queue_old': [
    'Uma mensagem espera tempo demais',
    [
      'Nenhuma porta que pode levá-la consegue enviar, ou se envia mais do que as portas levam.',
      'Os limites dos SIMs acabaram, ou a mensagem espera por uma só porta ou SIM.',
    ],
    [
      'Ver as portas em /v1/ports e os limites delas.',
      'Acrescentar SIMs, ou parar mensagens desnecessárias.',
    ],
  ],
  'alarm.push_failing': [
    'Um destino de push não aceita um evento',
    ['O receptor está fora do ar, recusa o evento ou responde devagar demais.'],
    [
      'Ver /v1/push-targets e as tentativas do destino: elas têm as respostas.',
      'Pular o evento onde o receptor nunca o aceitará.',
    ],
  ],
  'alarm.disk_low': [
    'O disco da pasta de dados está quase cheio',
    ['Outros programas enchem o disco, ou se guarda mais do que cabe.'],
    ['Liberar espaço: com o disco cheio nada é aceito.', 'Guardar menos, pelas configurações de retention.'],
  ],
  'alarm.limit_low': [
    'Um limite de um SIM está quase no fim',
    ['O SIM enviou ou ligou quase tanto quanto o limite permite neste período.'],
    ['Esperar o próximo período, aumentar o limite, ou usar mais SIMs.'],
  ],
  'alarm.balance_low': [
    'O saldo de um SIM está baixo',
    ['A operadora informou um saldo abaixo do limiar da regra.'],
    ['Recarregar o SIM, depois pedir o saldo com POST /v1/ports/{port}/balance.'],
  ],
  'alarm.balance_unread': [
    'Não é possível ler o saldo de um SIM',
    ['A operadora não responde ao código, ou o texto dela mudou.'],
    ['Comparar o texto em /v1/balances com o padrão da regra, e tentar o código por USSD.'],
  ],
  'call.refused_by_rule': [
    'Chamadas recebidas são recusadas aqui',
    ['`incomingCalls` da porta ou das configurações é refuse.'],
    ['Colocar em ring onde as chamadas devem ser atendidas.'],
  ],
  'call.ended_by_rule': [
    'Chamadas recebidas são atendidas e desligadas aqui',
    ['`incomingCalls` é answerAndHangUp.'],
    ['Colocar em ring, ou aumentar `calls.answeredFor`.'],
  ],
  'call.limit_reached': [
    'O limite de tempo de chamadas foi atingido',
    ['`callSecondsPerHour` ou `callSecondsPerDay` deste SIM acabou.'],
    ['Aumentar o limite, ou esperar a próxima hora ou o próximo dia.'],
  ],
  'call.not_taken': [
    'O modem não aceitou a chamada',
    ['Não está registrado, não tem voz, ou outra chamada está sendo feita.'],
    ['Ver `reason` da porta e a frase ao lado.'],
  ],
  'call.stopping': [
    'O gateway estava sendo parado',
    ['Uma pessoa ou o sistema o parou.'],
    ['Ligar de novo quando ele funcionar.'],
  ],
  'call.modem_lost': [
    'O modem foi perdido',
    ['Foi desconectado ou reiniciou.'],
    ['Ver cabo e energia, depois `reason` da porta.'],
  ],
  'call.restarted': [
    'O gateway foi reiniciado',
    ['Parou durante a chamada, ou faltou energia.'],
    ['Não se sabe quanto a chamada durou: perguntar à operadora onde isso importa.'],
  ],
  'device.well': ['Registrado: pode enviar e receber', [], []],
  'device.used_by_gateway': [
    'Usado pelo gateway em funcionamento, e por isso não consultado',
    ['A pasta de dados está em uso por {holder}'],
    ['Perguntar ao gateway: GET /v1/ports', 'Ou pará-lo e repetir isto'],
  ],
  'device.unused': [
    'Nenhuma porta o usa, e ele não foi consultado',
    ['Nenhuma porta das configurações o nomeia, e `ports: auto` não o pega'],
    [
      'Consultá-lo: POST /v1/devices/probe, ou simgate doctor {device}',
      'Nomeá-lo nas configurações por usb: ou device:',
    ],
  ],
  'device.not_asked': [
    'Uma linha serial que pode levar a qualquer coisa, e por isso não consultada',
    ['O aparelho atrás dela pode não ser um modem e entender mal os comandos AT'],
    [
      'simgate doctor {device}',
      'Um modem ali vira porta por device: {device} nas configurações',
      '{adapter}',
    ],
  ],
  'device.no_device': [
    'Nenhum modem foi encontrado',
    [
      'Nenhum está conectado, ou está sem energia (um hub sem fonte própria)',
      'O kernel não tem driver para ele, ou o contêiner não vê /sys e /dev',
    ],
    [
      'lsusb',
      'dmesg | grep -i -E "usb|tty" | tail',
      'Em um contêiner: --device /dev/ttyUSB0, e /sys e /run/udev somente leitura',
    ],
  ],
  'device.absent': [
    'O aparelho não está lá',
    ['Desconectado, sem energia, ou hoje com outro nome'],
    [
      'ls -l /dev/serial/by-id/',
      'Nomeá-lo por usb: nas configurações, como simgate doctor mostra, e o tty dele pode mudar',
    ],
  ],
  'device.no_permission': [
    'Este usuário não pode abrir o aparelho',
    ['{device} pertence ao grupo {group}, e {user} não está nele'],
    [
      'sudo usermod -aG {group} {user}',
      'Entrar de novo (um serviço: reiniciá-lo), pois grupos são lidos na entrada',
      'Onde o aparelho não pertence a tal grupo: a regra udev em docs/operating.md, seção Devices',
    ],
  ],
  'device.held_by_manager': [
    'O ModemManager segura o aparelho',
    ['O ModemManager pega todo modem que encontra'],
    [
      'sudo mmcli --inhibit-device={uid} (enquanto ele roda)',
      'Para sempre: a regra udev em docs/operating.md, seção ModemManager',
      'Onde nada mais precisa dele: sudo systemctl disable --now ModemManager',
    ],
  ],
  'device.held': [
    'Outro processo segura o aparelho',
    ['{holder}'],
    ['Encerrar esse programa, ou tirar o aparelho das configurações dele', 'sudo fuser -v {device}'],
  ],
  'device.cannot_open': [
    'O aparelho não pode ser aberto',
    ['{holder}'],
    ['dmesg | tail', 'Desconectar e conectar de novo'],
  ],
  'device.unreachable': [
    'O endereço não responde',
    ['{holder}', 'O servidor de terminais está desligado, a porta dele é outra, ou há um firewall no meio'],
    ['nc -vz {device}', 'Muitos servidores de terminais aceitam uma só conexão: encerrar a outra'],
  ],
  'device.silent': [
    'Nada responde a AT',
    [
      'O módulo está desligado, iniciando ou travado',
      'Este tty do módulo é para outra coisa',
      'A velocidade não foi tentada, ou os fios estão trocados ou soltos',
    ],
    [
      'Tirar a energia dele por dez segundos',
      'Tentar os outros tty: simgate doctor /dev/ttyUSB...',
      'Definir baudRate da porta',
    ],
  ],
  'device.no_at': [
    'Algo fala aqui, e não é AT',
    ['Um tty de posição ou diagnóstico, outro tipo de aparelho, ou outra velocidade'],
    ['Usar outro tty do módulo', 'Definir baudRate da porta'],
  ],
  'device.data_mode': [
    'A linha ficou em modo de dados e foi trazida de volta',
    ['Uma conexão discada (pppd) foi cortada e a chamada não terminou'],
    ['Encerrar o programa que disca: dois programas não podem dividir o modem', 'Repetir isto'],
  ],
  'device.wrong_speed': [
    'O modem responde em velocidade diferente das configurações',
    ['Ele responde a {holder} baud'],
    ['Definir baudRate da porta com isso, ou tirar a configuração: ela é achada por tentativa'],
  ],
  'device.broken': [
    'O modem calou enquanto era consultado',
    ['O firmware dele trava, ou a linha perde octetos'],
    ['Tirar a energia dele por dez segundos', 'Um cabo mais curto, um hub com fonte própria'],
  ],
  'device.network_stick': [
    'Um roteador em um stick (HiLink e similares): tem página web, e nenhum tty para AT',
    ['O firmware oferece uma placa de rede em vez de um modem'],
    [
      'A página web dele (muitas vezes http://192.168.8.1) pode oferecer um modo modem ou de depuração: trocar lá, depois desconectar e conectar',
      'Senão, um firmware com portas seriais do mesmo modelo, ou outro modem',
    ],
  ],
  'device.storage_mode': [
    'O stick mostra o disco de drivers em vez do modem',
    ['usb_modeswitch falta ou não o conhece'],
    [
      'sudo apt install usb-modeswitch, depois desconectar e conectar',
      'sudo usb_modeswitch -J -v {ids} (sticks desse tipo)',
    ],
  ],
  'device.packet_only': [
    'O módulo oferece só QMI ou MBIM, e nenhum tty para AT',
    ['A composição USB dele deixa fora as portas seriais'],
    [
      'Trocar a composição para uma com portas AT (um comando do fabricante, por mmcli --command em modo de depuração ou qmicli)',
      'modprobe option, onde o kernel não conhece os identificadores',
    ],
  ],
  'device.no_sim': [
    'Sem SIM',
    ['Não há nenhum, está ao contrário, ou os contatos estão sujos', 'Outro slot do módulo está escolhido'],
    ['Tirar o SIM e colocá-lo de novo com o modem sem energia', 'Testá-lo em um telefone'],
  ],
  'device.sim_locked': [
    'O modem está bloqueado para outro SIM ou rede',
    ['Foi vendido com contrato de uma operadora'],
    ['Um SIM dessa operadora, ou o código de desbloqueio (o vendedor tem)'],
  ],
  'device.sim_busy': [
    'O SIM ainda está iniciando',
    ['O modem acabou de ser ligado', 'Os contatos do SIM são ruins, se continuar assim'],
    ['Repetir isto em meio minuto'],
  ],
  'device.pin_required': [
    'O SIM pede o PIN',
    ['O PIN do SIM está ativo; aqui nenhum é tentado'],
    ['pin: da porta nas configurações', 'Ou tirar o PIN em um telefone'],
  ],
  'device.puk_required': [
    'O SIM pede o PUK',
    ['Um PIN errado foi digitado três vezes'],
    ['Desbloquear em um telefone com o PUK dos papéis; dez errados o destroem'],
  ],
  'device.storage_full': [
    'A memória de mensagens recebidas está cheia: nenhuma entra mais',
    ['Mensagens que ninguém leu nem apagou enchem {holder}'],
    ['Rodar o gateway: ele as recolhe e apaga'],
  ],
  'device.radio_off': [
    'O rádio está desligado',
    ['AT+CFUN é {holder}: um programa anterior o desligou, ou o módulo inicia assim'],
    ['O gateway o liga ao iniciar', 'simgate port PORT power on, onde uma pessoa o desligou'],
  ],
  'device.denied': [
    'A rede recusa este SIM',
    [
      '{holder}',
      'O SIM está bloqueado, sem ativação ou sem pagamento, ou não pode usar roaming',
      'A rede bloqueia este IMEI',
    ],
    ['Testar o SIM em um telefone', 'Perguntar à operadora o que ele pode usar: chamadas e SMS, ou só dados'],
  ],
  'device.unregistered': [
    'Não registrado em nenhuma rede',
    ['{holder}', 'Sem antena ou sem cobertura', 'Uma tecnologia que esta rede desligou (2G, 3G)'],
    [
      'Conferir a antena e o conector',
      'O mesmo SIM em um telefone no mesmo lugar',
      'Esperar dois minutos e repetir isto',
    ],
  ],
};
