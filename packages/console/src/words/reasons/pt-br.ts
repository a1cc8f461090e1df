/** Portuguese of Brazil. Made by a machine and not yet read by a person whose language it is. */
import type { ReasonWords } from './translated.ts';

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
    ['Não há cartão no compartimento, está invertido, ou não pode ser lido.'],
    ['Coloque um cartão, ou limpe os contatos e coloque-o de novo.', 'Teste o cartão em um telefone.'],
  ],
  'port.pin_required': [
    'O SIM pede o PIN',
    ['Nenhum PIN está definido para a porta, ou o definido estava errado. Um PIN é tentado uma só vez.'],
    ['Defina o `pin` certo da porta e reinicie o gateway, ou desbloqueie o SIM por set_port_info.'],
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
    ['Ligue-a por set_port_info ou POST /v1/ports/{port}/actions.'],
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
    ],
    ['Teste o cartão em um telefone e pergunte à operadora.', 'Teste outro cartão neste modem.'],
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
    ['Sem cobertura, sem antena, ou uma banda que o modem não tem.'],
    ['Confira antena e lugar.', 'Veja se a operadora ainda tem uma rede desta tecnologia.'],
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
    ['Retome por set_port_info ou POST /v1/ports/{port}/actions.'],
  ],
};
