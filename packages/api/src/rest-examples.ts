/**
 * An example of each endpoint that is not of the vendor's document, as a gateway with virtual modems answered it. Written by
 * scripts/record/examples.ts.
 */

export interface RestExample {
  /** By path and query. */
  readonly parameters?: Readonly<Record<string, unknown>>;
  /** The body: JSON, or the text of a file. */
  readonly request?: unknown;
  /** JSON, or the beginning of a text or stream. */
  readonly reply?: unknown;
}

export const restExamples: Readonly<Record<string, RestExample>> = {
  get_gateway: {
    reply: {
      version: '0.1.0',
      serial_number: '7b1e-3b55-2647-7835',
      node: '24.21.0',
      system: 'Linux 6.18.44-fc-v657 x64',
      uptime: 2,
      time: '2026-11-29T13:26:53.486Z',
      time_plausible: true,
      time_zone: 'UTC',
      listeners: [
        {
          protocol: 'http',
          address: '127.0.0.1',
          port: 32931,
        },
      ],
      cpu_used: 100,
      memory: {
        total: 25276510208,
        free: 21921013760,
      },
      disk: {
        total: 270553174016,
        free: 239140147200,
      },
      database_size: 413992,
      last_backup: null,
      licence: 'Apache-2.0',
    },
  },
  list_ports: {
    reply: {
      ports: [
        {
          port: 0,
          label: '',
          device: 'tcp:127.0.0.1:7000',
          maker: 'simgate',
          model: 'Virtual Modem',
          firmware: '1.0',
          type: 'GSM',
          imei: '359999000000018',
          sim: {
            iccid: '8988201000000000013',
            imsi: '001010000000001',
            number: '+88201000001',
            smsc: '+88200000000',
          },
          operator: null,
          place: {
            area: 1,
            cell: 1,
          },
          reg: 'REGISTER_OK',
          slot: 255,
          callstate: 'Idle',
          signal: 20,
          dbm: -73,
          gprs: 'attached',
          can_send: true,
          trouble: '',
          reason: '',
          since: '2026-11-29T13:26:55.131Z',
          activity: 'idle',
          capabilities: {
            maker: 'simgate',
            model: 'Virtual Modem',
            firmware: '1.0',
            dialect: 'generic',
            registration: 'CREG=2 CGREG=2 CEREG=2',
            'signal from': '+CSQ, +CESQ',
            '+CSMS': '1',
            '+CNMI': '2,1,0,1,0',
            storage: 'SM ME',
            '+CMMS': 'yes',
          },
          power: null,
          blocked: false,
          forwarding: {},
          limits_left: {},
          waiting: 0,
          today: {
            sent: 0,
            delivered: 0,
            failed: 0,
            received: 0,
            calls: 0,
          },
          last_action: null,
        },
        {
          port: 1,
          label: '',
          device: 'tcp:127.0.0.1:7000',
          maker: 'simgate',
          model: 'Virtual Modem',
          firmware: '1.0',
          type: 'UNKNOWN',
          imei: '359999000000026',
          sim: null,
          operator: null,
          place: null,
          reg: 'UNKNOWN',
          slot: 255,
          callstate: 'Idle',
          signal: 0,
          dbm: null,
          gprs: 'detached',
          can_send: false,
          trouble: 'the modem is being set up',
          reason: 'setting_up',
          since: '2026-11-29T13:26:52.104Z',
          activity: 'idle',
          capabilities: {
            maker: 'simgate',
            model: 'Virtual Modem',
            firmware: '1.0',
          },
          power: null,
          blocked: false,
          forwarding: {},
          limits_left: {},
          waiting: 0,
          today: {
            sent: 0,
            delivered: 0,
            failed: 0,
            received: 0,
            calls: 0,
          },
          last_action: null,
        },
      ],
    },
  },
  get_port: {
    parameters: {
      port: 0,
    },
    reply: {
      port: 0,
      label: '',
      device: 'tcp:127.0.0.1:7000',
      maker: 'simgate',
      model: 'Virtual Modem',
      firmware: '1.0',
      type: 'GSM',
      imei: '359999000000018',
      sim: {
        iccid: '8988201000000000013',
        imsi: '001010000000001',
        number: '+88201000001',
        smsc: '+88200000000',
      },
      operator: null,
      place: {
        area: 1,
        cell: 1,
      },
      reg: 'REGISTER_OK',
      slot: 255,
      callstate: 'Idle',
      signal: 20,
      dbm: -73,
      gprs: 'attached',
      can_send: true,
      trouble: '',
      reason: '',
      since: '2026-11-29T13:26:55.131Z',
      activity: 'idle',
      capabilities: {
        maker: 'simgate',
        model: 'Virtual Modem',
        firmware: '1.0',
        dialect: 'generic',
        registration: 'CREG=2 CGREG=2 CEREG=2',
        'signal from': '+CSQ, +CESQ',
        '+CSMS': '1',
        '+CNMI': '2,1,0,1,0',
        storage: 'SM ME',
        '+CMMS': 'yes',
      },
      power: null,
      blocked: false,
      forwarding: {},
      limits_left: {},
      waiting: 0,
      today: {
        sent: 0,
        delivered: 0,
        failed: 0,
        received: 0,
        calls: 0,
      },
      last_action: null,
    },
  },
  preview_messages: {
    request: {
      text: 'Hello',
      recipients: [
        {
          number: '+88201990001',
        },
      ],
    },
    reply: {
      alphabet: 'ucs2',
      segments: 1,
      used: 5,
      capacity: 70,
      offenders: [],
      segments_replaced: 1,
      recipients: 1,
      total_segments: 1,
      by_segments: {
        '1': 1,
      },
      samples: [
        {
          number: '+88201990001',
          text: 'Hello',
          alphabet: 'ucs2',
          segments: 1,
          used: 5,
          capacity: 70,
        },
      ],
      troubles: [],
      refused: 0,
      queue_left: null,
    },
  },
  create_messages: {
    request: {
      text: 'Hello',
      recipients: [
        {
          number: '+88201990001',
        },
      ],
    },
    reply: {
      task_id: 1,
      in_queue: 1,
    },
  },
  list_messages: {
    parameters: {
      limit: 2,
    },
    reply: {
      messages: [
        {
          id: 1,
          task_id: 1,
          number: '+88201990001',
          text: 'Hello',
          encoding: 'unicode',
          user_id: null,
          port: 0,
          imsi: '001010000000001',
          status: 'DELIVERED',
          waiting: false,
          reason: '',
          reason_code: '',
          time: '2026-11-29T13:26:56.842Z',
          count: 1,
          succ_count: 1,
          attempts: 0,
          segments: [
            {
              sequence: 1,
              state: 'accepted',
              ref_id: 0,
              imsi: '001010000000001',
              reports: [
                {
                  ref_id: 0,
                  status_code: 0,
                  reason_code: '',
                },
              ],
            },
          ],
        },
      ],
      next: null,
    },
  },
  get_message: {
    parameters: {
      id: 1,
    },
    reply: {
      id: 1,
      task_id: 1,
      number: '+88201990001',
      text: 'Hello',
      encoding: 'unicode',
      user_id: null,
      port: 0,
      imsi: '001010000000001',
      status: 'DELIVERED',
      waiting: false,
      reason: '',
      reason_code: '',
      time: '2026-11-29T13:26:56.842Z',
      count: 1,
      succ_count: 1,
      attempts: 0,
      segments: [
        {
          sequence: 1,
          state: 'accepted',
          ref_id: 0,
          imsi: '001010000000001',
          reports: [
            {
              ref_id: 0,
              status_code: 0,
              reason_code: '',
            },
          ],
        },
      ],
    },
  },
  list_tasks: {
    parameters: {
      limit: 2,
    },
    reply: {
      tasks: [
        {
          task_id: 1,
          name: '',
          text: 'Hello',
          owner: 'admin',
          state: 'running',
          accepted_at: '2026-11-29T13:26:56.604Z',
          recipients: 1,
          waiting: 0,
          sending: 0,
          sent: 0,
          delivered: 1,
          failed: 0,
        },
      ],
      next: null,
    },
  },
  get_task: {
    parameters: {
      task_id: 1,
    },
    reply: {
      task_id: 1,
      name: '',
      text: 'Hello',
      owner: 'admin',
      state: 'running',
      accepted_at: '2026-11-29T13:26:56.604Z',
      recipients: 1,
      waiting: 0,
      sending: 0,
      sent: 0,
      delivered: 1,
      failed: 0,
    },
  },
  pause_task: {
    parameters: {
      task_id: 1,
    },
    reply: {
      task_id: 1,
      name: '',
      text: 'Hello',
      owner: 'admin',
      state: 'paused',
      accepted_at: '2026-11-29T13:26:56.604Z',
      recipients: 1,
      waiting: 0,
      sending: 0,
      sent: 0,
      delivered: 1,
      failed: 0,
    },
  },
  resume_task: {
    parameters: {
      task_id: 1,
    },
    reply: {
      task_id: 1,
      name: '',
      text: 'Hello',
      owner: 'admin',
      state: 'running',
      accepted_at: '2026-11-29T13:26:56.604Z',
      recipients: 1,
      waiting: 0,
      sending: 0,
      sent: 0,
      delivered: 1,
      failed: 0,
    },
  },
  stop_task: {
    parameters: {
      task_id: 1,
    },
    reply: {
      task_id: 1,
      name: '',
      text: 'Hello',
      owner: 'admin',
      state: 'stopped',
      accepted_at: '2026-11-29T13:26:56.604Z',
      recipients: 1,
      waiting: 0,
      sending: 0,
      sent: 0,
      delivered: 1,
      failed: 0,
    },
  },
  send_messages_again: {
    request: {
      ids: [1],
      unsure: true,
    },
    reply: {
      task_id: 2,
      in_queue: 1,
      messages: 1,
      next: null,
    },
  },
  list_held_messages: {
    reply: {
      held: 0,
      messages: [],
      next: null,
    },
  },
  release_held_messages: {
    request: {
      ids: [1],
    },
    reply: {
      decided: 0,
    },
  },
  stop_held_messages: {
    request: {
      ids: [1],
    },
    reply: {
      decided: 0,
    },
  },
  write_from_phone: {
    request: {
      from: '+88201990002',
      to: '+88201000001',
      text: 'This is a test',
    },
    reply: {},
  },
  list_phones: {
    reply: {
      phones: [
        {
          number: '+88201990001',
        },
      ],
    },
  },
  get_phone: {
    parameters: {
      number: '+88201990001',
    },
    reply: {
      number: '+88201990001',
      messages: [
        {
          from: '+88201000001',
          text: 'Hello',
        },
        {
          from: '+88201000001',
          text: 'Hello',
        },
      ],
    },
  },
  list_inbox: {
    parameters: {
      flag: 'unread',
    },
    reply: {
      messages: [
        {
          incoming_sms_id: 1,
          port: 0,
          imsi: '001010000000001',
          number: '+88201990002',
          smsc: '+88200000000',
          timestamp: '2026-11-29T13:26:59.000Z',
          received_at: '2026-11-29T13:26:59.391Z',
          text: 'This is a test',
          read: false,
          archived: false,
          pdu: '07918802000000f0040b918802910900f20000621192316295000e54747a0e4acf416110bd3ca703',
          trouble: '',
          defects: [],
        },
      ],
      next: null,
    },
  },
  get_received: {
    parameters: {
      id: 1,
    },
    reply: {
      incoming_sms_id: 1,
      port: 0,
      imsi: '001010000000001',
      number: '+88201990002',
      smsc: '+88200000000',
      timestamp: '2026-11-29T13:26:59.000Z',
      received_at: '2026-11-29T13:26:59.391Z',
      text: 'This is a test',
      read: false,
      archived: false,
      pdu: '07918802000000f0040b918802910900f20000621192316295000e54747a0e4acf416110bd3ca703',
      trouble: '',
      defects: [],
    },
  },
  list_conversations: {
    reply: {
      conversations: [
        {
          number: '+88201990002',
          last: {
            incoming_sms_id: 1,
            port: 0,
            imsi: '001010000000001',
            number: '+88201990002',
            smsc: '+88200000000',
            timestamp: '2026-11-29T13:26:59.000Z',
            received_at: '2026-11-29T13:26:59.391Z',
            text: 'This is a test',
            read: false,
            archived: false,
            pdu: '07918802000000f0040b918802910900f20000621192316295000e54747a0e4acf416110bd3ca703',
            trouble: '',
            defects: [],
          },
          unread: 1,
        },
      ],
      next: null,
    },
  },
  get_conversation: {
    parameters: {
      number: '+88201990002',
    },
    reply: {
      messages: [
        {
          direction: 'received',
          id: 1,
          time: '2026-11-29T13:26:59.000Z',
          text: 'This is a test',
          port: 0,
          imsi: '001010000000001',
          status: 'RECEIVED',
          reason: '',
          read: false,
        },
      ],
      next: null,
    },
  },
  mark_received: {
    request: {
      ids: [1],
      read: true,
    },
    reply: {
      changed: 1,
    },
  },
  archive_received: {
    request: {
      ids: [1],
      archived: true,
    },
    reply: {
      changed: 1,
    },
  },
  delete_received: {
    request: {
      ids: [1],
    },
    reply: {
      changed: 1,
    },
  },
  create_ussd: {
    request: {
      port: [0],
      text: '*100#',
    },
    reply: {
      request_id: 1,
      result: [
        {
          port: 0,
          status: 200,
        },
      ],
    },
  },
  list_ussd: {
    parameters: {
      limit: 1,
    },
    reply: {
      dialogues: [
        {
          id: 1,
          port: 0,
          imsi: '001010000000001',
          origin: 'gateway',
          state: 'done',
          reason: '',
          reason_code: '',
          started_at: '2026-11-29T13:27:00.266Z',
          ended_at: '2026-11-29T13:27:01.580Z',
          turns: [
            {
              speaker: 'client',
              request_id: 1,
              text: '*100#',
              at: '2026-11-29T13:27:00.266Z',
            },
            {
              speaker: 'network',
              request_id: 1,
              text: 'Your balance is 12.50 EUR.',
              at: '2026-11-29T13:27:01.580Z',
            },
          ],
        },
      ],
      next: 1,
    },
  },
  cancel_ussd: {
    request: {
      port: [0],
    },
    reply: {
      request_id: 2,
      result: [
        {
          port: 0,
          status: 200,
        },
      ],
    },
  },
  dial_call: {
    request: {
      number: '+88201990001',
      port: 1,
    },
    reply: {
      id: 1,
      port: 1,
      imsi: '001010000000002',
      direction: 'outgoing',
      source_number: '+88201000002',
      destination_number: '+88201990001',
      state: 'dialing',
      started_at: '2026-11-29T13:27:01.619Z',
      answered_at: null,
      ended_at: null,
      duration: 0,
      hangup: null,
      gsm_code: null,
      bcch: '',
      reason: '',
      reason_code: '',
      interrupted: false,
    },
  },
  get_call: {
    parameters: {
      call_id: 1,
    },
    reply: {
      id: 1,
      port: 1,
      imsi: '001010000000002',
      direction: 'outgoing',
      source_number: '+88201000002',
      destination_number: '+88201990001',
      state: 'active',
      started_at: '2026-11-29T13:27:01.619Z',
      answered_at: '2026-11-29T13:27:04.660Z',
      ended_at: null,
      duration: 0,
      hangup: null,
      gsm_code: null,
      bcch: '',
      reason: '',
      reason_code: '',
      interrupted: false,
    },
  },
  answer_call: {
    parameters: {
      call_id: 1,
    },
  },
  list_calls: {
    parameters: {
      ongoing: true,
    },
    reply: {
      calls: [
        {
          id: 1,
          port: 1,
          imsi: '001010000000002',
          direction: 'outgoing',
          source_number: '+88201000002',
          destination_number: '+88201990001',
          state: 'active',
          started_at: '2026-11-29T13:27:01.619Z',
          answered_at: '2026-11-29T13:27:04.660Z',
          ended_at: null,
          duration: 0,
          hangup: null,
          gsm_code: null,
          bcch: '',
          reason: '',
          reason_code: '',
          interrupted: false,
        },
      ],
      next: null,
    },
  },
  send_tones: {
    parameters: {
      call_id: 1,
    },
    request: {
      tones: '12#',
    },
    reply: {
      id: 1,
      port: 1,
      imsi: '001010000000002',
      direction: 'outgoing',
      source_number: '+88201000002',
      destination_number: '+88201990001',
      state: 'active',
      started_at: '2026-11-29T13:27:01.619Z',
      answered_at: '2026-11-29T13:27:04.660Z',
      ended_at: null,
      duration: 0,
      hangup: null,
      gsm_code: null,
      bcch: '',
      reason: '',
      reason_code: '',
      interrupted: false,
    },
  },
  hold_call: {
    parameters: {
      call_id: 1,
    },
    reply: {
      id: 1,
      port: 1,
      imsi: '001010000000002',
      direction: 'outgoing',
      source_number: '+88201000002',
      destination_number: '+88201990001',
      state: 'held',
      started_at: '2026-11-29T13:27:01.619Z',
      answered_at: '2026-11-29T13:27:04.660Z',
      ended_at: null,
      duration: 0,
      hangup: null,
      gsm_code: null,
      bcch: '',
      reason: '',
      reason_code: '',
      interrupted: false,
    },
  },
  retrieve_call: {
    parameters: {
      call_id: 1,
    },
    reply: {
      id: 1,
      port: 1,
      imsi: '001010000000002',
      direction: 'outgoing',
      source_number: '+88201000002',
      destination_number: '+88201990001',
      state: 'active',
      started_at: '2026-11-29T13:27:01.619Z',
      answered_at: '2026-11-29T13:27:04.660Z',
      ended_at: null,
      duration: 0,
      hangup: null,
      gsm_code: null,
      bcch: '',
      reason: '',
      reason_code: '',
      interrupted: false,
    },
  },
  hang_up_call: {
    parameters: {
      call_id: 1,
    },
    reply: {
      id: 1,
      port: 1,
      imsi: '001010000000002',
      direction: 'outgoing',
      source_number: '+88201000002',
      destination_number: '+88201990001',
      state: 'active',
      started_at: '2026-11-29T13:27:01.619Z',
      answered_at: '2026-11-29T13:27:04.660Z',
      ended_at: null,
      duration: 0,
      hangup: null,
      gsm_code: null,
      bcch: '',
      reason: '',
      reason_code: '',
      interrupted: false,
    },
  },
  label_port: {
    parameters: {
      port: 2,
    },
    request: {
      label: 'front desk',
    },
    reply: {
      port: 2,
      label: 'front desk',
      device: 'tcp:127.0.0.1:7000',
      maker: 'simgate',
      model: 'Virtual Modem',
      firmware: '1.0',
      type: 'GSM',
      imei: '359999000000034',
      sim: {
        iccid: '8988201000000000039',
        imsi: '001010000000003',
        number: '+88201000003',
        smsc: '+88200000000',
      },
      operator: null,
      place: {
        area: 1,
        cell: 1,
      },
      reg: 'REGISTER_OK',
      slot: 255,
      callstate: 'Idle',
      signal: 20,
      dbm: -73,
      gprs: 'attached',
      can_send: true,
      trouble: '',
      reason: '',
      since: '2026-11-29T13:26:55.795Z',
      activity: 'idle',
      capabilities: {
        maker: 'simgate',
        model: 'Virtual Modem',
        firmware: '1.0',
        dialect: 'generic',
        registration: 'CREG=2 CGREG=2 CEREG=2',
        'signal from': '+CSQ, +CESQ',
        '+CSMS': '1',
        '+CNMI': '2,1,0,1,0',
        storage: 'SM ME',
        '+CMMS': 'yes',
      },
      power: null,
      blocked: false,
      forwarding: {},
      limits_left: {},
      waiting: 0,
      today: {
        sent: 0,
        delivered: 0,
        failed: 0,
        received: 0,
        calls: 0,
      },
      last_action: null,
    },
  },
  act_on_port: {
    parameters: {
      port: 2,
    },
    request: {
      action: 'block',
    },
    reply: {
      id: 1,
      action: 'block',
      asked_at: '2026-11-29T13:27:05.006Z',
      state: 'pending',
      text: '',
    },
  },
  act_on_ports: {
    request: {
      ports: [2],
      action: 'unblock',
    },
    reply: {
      results: [
        {
          port: 2,
          action: {
            id: 2,
            action: 'unblock',
            asked_at: '2026-11-29T13:27:05.086Z',
            state: 'pending',
            text: '',
          },
          error: '',
        },
      ],
    },
  },
  list_port_settings: {
    reply: {
      ports: [
        {
          port: 0,
          source: 'file',
          settings: {
            tcp: '127.0.0.1:7000',
          },
          pin_set: false,
        },
        {
          port: 1,
          source: 'file',
          settings: {
            tcp: '127.0.0.1:7000',
          },
          pin_set: false,
        },
      ],
    },
  },
  set_port: {
    parameters: {
      port: 9,
    },
    request: {
      tcp: '127.0.0.1:7000',
      gap: 2,
    },
    reply: {
      port: 9,
      source: 'here',
      settings: {
        tcp: '127.0.0.1:7000',
        gap: 2,
      },
      pin_set: false,
    },
  },
  reset_port: {
    parameters: {
      port: 9,
    },
    reply: {},
  },
  get_toolkit: {
    parameters: {
      port: 0,
    },
    reply: {
      title: 'Test Network',
      text: 'Welcome',
      items: [
        {
          id: 1,
          text: 'Balance',
        },
        {
          id: 2,
          text: 'Top up',
        },
      ],
      input_type: 1,
      frame_id: 2,
    },
  },
  enter_toolkit: {
    parameters: {
      port: 0,
    },
    request: {
      item: 1,
    },
    reply: {
      title: '',
      text: 'Balance: 12.50',
      items: [],
      input_type: 0,
      frame_id: 3,
    },
  },
  get_statistics: {
    parameters: {
      step: 'hour',
    },
    reply: {
      step: 3600,
      rows: [
        {
          start: '2026-11-29T13:00:00.000Z',
          sent: 2,
          delivered: 2,
          failed: 0,
          received: 1,
          calls: 1,
          signal: null,
        },
      ],
    },
  },
  list_devices: {
    reply: {
      devices: [
        {
          name: 'ttyS0',
          kind: 'uart',
          usb_ids: '',
          usb: ['place:ttyS0'],
          serial: '',
          ttys: [
            {
              path: '/dev/ttyS0',
              links: [],
              interface: null,
              role: 'unknown',
              chosen: true,
            },
          ],
          port: null,
          verdict: {
            code: 'not_asked',
            kind: 'unasked',
            title: 'a serial line that may lead to anything, and therefore not asked',
            causes: ['the device behind it need not be a modem, and could take AT commands amiss'],
            remedies: [
              'simgate doctor /dev/ttyS0',
              'a modem there becomes a port by device: /dev/ttyS0 in the settings',
            ],
          },
        },
        {
          name: '127.0.0.1:7000',
          kind: 'tcp',
          usb_ids: '',
          usb: [],
          serial: '',
          ttys: [],
          port: 0,
          verdict: {
            code: 'used_by_gateway',
            kind: 'unasked',
            title: 'used by the running gateway, and therefore not asked',
            causes: ['the data folder is in use by port 0 of this gateway'],
            remedies: ['ask the gateway: GET /v1/ports', 'or stop it and run this again'],
          },
        },
      ],
    },
  },
  probe_devices: {
    request: {},
    reply: {
      id: 1,
      state: 'running',
      asked_at: '2026-11-29T13:27:05.384Z',
      ended_at: null,
      error: '',
      devices: [],
    },
  },
  get_probe: {
    parameters: {
      id: 1,
    },
    reply: {
      id: 1,
      state: 'done',
      asked_at: '2026-11-29T13:27:05.384Z',
      ended_at: '2026-11-29T13:27:05.384Z',
      error: '',
      devices: [],
    },
  },
  list_balances: {
    reply: {
      balances: [],
    },
  },
  ask_balance: {
    parameters: {
      port: 3,
    },
    reply: {
      port: 3,
      imsi: '001010000000004',
    },
  },
  list_alarms: {
    parameters: {
      open: true,
    },
    reply: {
      alarms: [],
      next: null,
      mail: null,
    },
  },
  create_push_target: {
    request: {
      name: 'crm',
      kinds: ['sms', 'sms_result'],
      url: 'https://crm.example/hook',
    },
    reply: {
      id: 1,
      name: 'crm',
      url: 'http://127.0.0.1:7000/hook',
      kinds: ['sms', 'sms_result'],
      authentication: 'basic',
      user: '',
      signed: false,
      check_certificate: true,
      extra_keys: true,
      enabled: true,
      configured: false,
      queue: {
        state: 'pushing',
        failing: false,
        waiting: 0,
        held_back: 0,
        oldest_age: 0,
        last_event_id: 14,
        failures: 0,
        trouble: '',
        given_up: 0,
      },
    },
  },
  list_push_targets: {
    reply: {
      targets: [
        {
          id: 1,
          name: 'crm',
          url: 'http://127.0.0.1:7000/hook',
          kinds: ['sms', 'sms_result'],
          authentication: 'basic',
          user: '',
          signed: false,
          check_certificate: true,
          extra_keys: true,
          enabled: true,
          configured: false,
          queue: {
            state: 'idle',
            failing: false,
            waiting: 0,
            held_back: 0,
            oldest_age: 0,
            last_event_id: 14,
            failures: 0,
            trouble: '',
            given_up: 0,
          },
        },
      ],
    },
  },
  get_push_target: {
    parameters: {
      id: 1,
    },
    reply: {
      id: 1,
      name: 'crm',
      url: 'http://127.0.0.1:7000/hook',
      kinds: ['sms', 'sms_result'],
      authentication: 'basic',
      user: '',
      signed: false,
      check_certificate: true,
      extra_keys: true,
      enabled: true,
      configured: false,
      queue: {
        state: 'idle',
        failing: false,
        waiting: 0,
        held_back: 0,
        oldest_age: 0,
        last_event_id: 14,
        failures: 0,
        trouble: '',
        given_up: 0,
      },
    },
  },
  change_push_target: {
    parameters: {
      id: 1,
    },
    request: {
      kinds: ['sms'],
    },
    reply: {
      id: 1,
      name: 'crm',
      url: 'http://127.0.0.1:7000/hook',
      kinds: ['sms'],
      authentication: 'basic',
      user: '',
      signed: false,
      check_certificate: true,
      extra_keys: true,
      enabled: true,
      configured: false,
      queue: {
        state: 'pushing',
        failing: false,
        waiting: 0,
        held_back: 0,
        oldest_age: 0,
        last_event_id: 14,
        failures: 0,
        trouble: '',
        given_up: 0,
      },
    },
  },
  test_push_target: {
    parameters: {
      id: 1,
    },
    request: {},
    reply: {
      delivered: true,
      status: 204,
      trouble: '',
      milliseconds: 64,
    },
  },
  list_waiting_pushes: {
    parameters: {
      id: 1,
    },
    reply: {
      waiting: [],
      next: null,
    },
  },
  pass_over_pushes: {
    parameters: {
      id: 1,
    },
    request: {
      event_ids: [17],
    },
    reply: {
      passed_over: 0,
    },
  },
  list_given_up_pushes: {
    parameters: {
      id: 1,
    },
    reply: {
      given_up: [],
      next: null,
    },
  },
  list_push_attempts: {
    parameters: {
      id: 1,
      limit: 2,
    },
    reply: {
      attempts: [],
      next: null,
    },
  },
  resend_pushes: {
    parameters: {
      id: 1,
    },
    request: {
      event_ids: [17],
    },
    reply: {
      queued: 0,
    },
  },
  delete_push_target: {
    parameters: {
      id: 1,
    },
    reply: {},
  },
  create_session: {
    request: {
      user: 'admin',
      password: '',
    },
    reply: {
      user: 'admin',
      role: 'admin',
      expires_at: '2026-11-30T01:27:06.005Z',
      version: '0.1.0',
      serial_number: '7b1e-3b55-2647-7835',
      time_zone: 'UTC',
      time: '2026-11-29T13:27:06.088Z',
      base_path: '',
      offers: {
        simulator: true,
        record: true,
      },
    },
  },
  get_session: {
    reply: {
      user: 'admin',
      role: 'admin',
      expires_at: null,
      version: '0.1.0',
      serial_number: '7b1e-3b55-2647-7835',
      time_zone: 'UTC',
      time: '2026-11-29T13:27:06.146Z',
      base_path: '',
      offers: {
        simulator: true,
        record: true,
      },
    },
  },
  delete_session: {
    reply: {},
  },
  create_download_link: {
    request: {
      target: '/v1/export/messages',
    },
    reply: {
      link: '/v1/export/messages?link=LQHju8_Ar2dQVt35plGlz9kSYbupXpzKIw4rgCUx-_w',
      expires_at: '2026-11-29T13:28:06.153Z',
    },
  },
  get_settings: {
    reply: {
      logLevel: 'info',
      sms: {
        validity: 4320,
        refuseUnencodable: false,
        deliveredStatuses: [0],
        queueLimit: 0,
        waitingAge: 86400,
        attempts: 6,
        retryDelay: 15,
        retryDelayMaximum: 900,
        inDoubtAge: 86400,
        inDoubtAgeWithoutReport: 300,
        incompleteAge: 86400,
        emergencyNumbers: false,
        recipientOrder: true,
      },
      retention: {
        sent: 90,
        received: 90,
        events: 90,
        maximumRows: 0,
      },
      changed: [],
    },
  },
  change_settings: {
    request: {
      logLevel: 'warn',
    },
    reply: {
      logLevel: 'warn',
      sms: {
        validity: 4320,
        refuseUnencodable: false,
        deliveredStatuses: [0],
        queueLimit: 0,
        waitingAge: 86400,
        attempts: 6,
        retryDelay: 15,
        retryDelayMaximum: 900,
        inDoubtAge: 86400,
        inDoubtAgeWithoutReport: 300,
        incompleteAge: 86400,
        emergencyNumbers: false,
        recipientOrder: true,
      },
      retention: {
        sent: 90,
        received: 90,
        events: 90,
        maximumRows: 0,
      },
      changed: ['logLevel'],
    },
  },
  list_settings: {
    reply: {
      settings: [
        {
          name: 'dataFolder',
          description: 'Where everything lasting lives.',
          source: 'environment',
          restart: true,
          value: '"/var/lib/simgate"',
          default: '"./data"',
        },
        {
          name: 'serialNumber',
          description: 'sn in every answer; absent: made at first start.',
          source: 'default',
          restart: true,
          value: 'null',
          default: 'null',
        },
      ],
    },
  },
  create_user: {
    request: {
      name: 'ann',
      password: '...',
      role: 'sender',
    },
    reply: {
      name: 'ann',
      role: 'sender',
      configured: false,
    },
  },
  list_users: {
    reply: {
      users: [
        {
          name: 'admin',
          role: 'admin',
          configured: false,
        },
        {
          name: 'ann',
          role: 'sender',
          configured: false,
        },
      ],
    },
  },
  get_user: {
    parameters: {
      name: 'ann',
    },
    reply: {
      name: 'ann',
      role: 'sender',
      configured: false,
    },
  },
  change_user: {
    parameters: {
      name: 'ann',
    },
    request: {
      role: 'viewer',
    },
    reply: {
      name: 'ann',
      role: 'viewer',
      configured: false,
    },
  },
  delete_user: {
    parameters: {
      name: 'ann',
    },
    reply: {},
  },
  create_token: {
    request: {
      name: 'prometheus',
      role: 'viewer',
      expires_at: '2099-12-31T00:00:00Z',
    },
    reply: {
      id: 1,
      name: 'prometheus',
      user: 'admin',
      role: 'viewer',
      created_at: '2026-11-29T13:27:06.509Z',
      expires_at: '2099-12-31T00:00:00.000Z',
      token: '...',
    },
  },
  list_tokens: {
    reply: {
      tokens: [
        {
          id: 1,
          name: 'prometheus',
          user: 'admin',
          role: 'viewer',
          created_at: '2026-11-29T13:27:06.509Z',
          expires_at: '2099-12-31T00:00:00.000Z',
        },
      ],
    },
  },
  delete_token: {
    parameters: {
      id: 1,
    },
    reply: {},
  },
  list_audit: {
    parameters: {
      limit: 2,
    },
    reply: {
      entries: [
        {
          id: 25,
          user: 'admin',
          address: '127.0.0.1',
          endpoint: 'delete_token',
          parameters: '{"id":1}',
          at: '2026-11-29T13:27:06.764Z',
        },
        {
          id: 24,
          user: 'admin',
          address: '127.0.0.1',
          endpoint: 'create_token',
          parameters: '{"name":"prometheus","role":"viewer","expires_at":"2099-12-31T00:00:00Z"}',
          at: '2026-11-29T13:27:06.544Z',
        },
      ],
      next: 24,
    },
  },
  list_events: {
    parameters: {
      kinds: ['sms'],
    },
    reply: {
      events: [
        {
          id: 12,
          at: '2026-11-29T13:26:59.392Z',
          kind: 'sms',
          incoming_sms_id: 1,
          port: 0,
          number: '+88201990002',
          smsc: '+88200000000',
          timestamp: 1795958819000,
          text: 'This is a test',
          imsi: '001010000000001',
        },
      ],
      next: null,
      oldest: 1,
      newest: 14,
    },
  },
  list_recordings: {
    reply: {
      recordings: [],
    },
  },
  list_log: {
    parameters: {
      level: 'warn',
      limit: 2,
    },
    reply: {
      lines: [],
      next: null,
    },
  },
  remove_port: {
    parameters: {
      port: 9,
    },
  },
  acknowledge_alarm: {
    parameters: {
      id: 1,
    },
  },
  test_mail: {},
  get_status: {
    request: ['performance'],
    reply: {
      performance: {
        cpu_used: '100',
        flash_total: '264212084',
        flash_used: '30676400',
        memory_total: '24684092',
        memory_cached: '3642712',
        memory_buffers: '227160',
        memory_free: '17104548',
        memory_used: '3709672',
      },
    },
  },
  import_messages: {
    parameters: {
      text: 'Hello #param#',
    },
    request: 'number,name\n+88201990001,Ann\n',
    reply: {
      task_id: 3,
      in_queue: 1,
      messages: 1,
    },
  },
  export_messages: {
    parameters: {
      status: 'FAILED',
    },
    reply: 'id,task_id,number,text,status,port,imsi,time,user_id,count,succ_count,reason_code,reason\n',
  },
  export_inbox: {
    parameters: {
      format: 'csv',
    },
    reply: 'incoming_sms_id,port,number,text,timestamp,received_at,read,archived,imsi,smsc,trouble\n',
  },
  export_calls: {
    parameters: {
      port: 1,
    },
    reply:
      'id,port,imsi,direction,source_number,destination_number,started_at,answered_at,ended_at,duration,hangup,gsm_code,reason_code\r\n1,1,001010000000002,outgoing,+88201000002,+88201990001,2026-11-29T13:27:01.619Z,2026-11-29T13:27:04.660Z,2026-11-29T13:27:05.054Z,0,calling,16,\n',
  },
  export_events: {
    parameters: {
      kinds: 'sms',
    },
    reply:
      'id,at,kind,port,fields\r\n12,2026-11-29T13:26:59.392Z,sms,0,"{""incoming_sms_id"":1,""number"":""+88201990002"",""smsc"":""+88200000000"",""timestamp"":1795958819000,""text"":""This is a test"",""imsi"":""001010000000001""}"\n',
  },
  stream_events: {
    parameters: {
      kinds: 'sms',
      after: 0,
    },
    reply:
      'id: 12\nevent: sms\ndata: {"id":12,"at":"2026-11-29T13:26:59.392Z","kind":"sms","incoming_sms_id":1,"port":0,"number":"+88201990002","smsc":"+88200000000","timestamp":1795958819000,"text":"This is a test","imsi":"001010000000001"}\n\n',
  },
  stream_live: {
    reply:
      'event: snapshot\ndata: {"time":"2026-11-29T13:27:07.784Z","ports":[{"port":0,"label":"","device":"tcp:127.0.0.1:7000","maker":"simgate","model":"Virtual Modem","firmware":"1.0","type":"GSM","imei":"359999000000018","sim":{"iccid":"8988201000000000013","imsi":"001010000000001","number":"+88201000001","smsc":"+88200000000"},"operator":null,"place":{"area":1,"cell":1},"reg":"REGISTER_OK","slot":255,"callstate":"Idle","signal":20,"dbm":-73,"gprs":"attached","can_send":true,"trouble":"","reason":"","since":"2026-11-29T13:26:55.131Z","activity":"idle","capabilities":{"maker":"simgate","model":"Virtual Modem","firmware":"1.0","dialect":"generic","registration":"CREG=2 CGREG=2 CEREG=2","signal from":"+CSQ, +CESQ","+CSMS":"1","+CNMI":"2,1,0,1,0","storage":"SM ME","+CMMS":"yes"},"power":null,"blocked":false,"forwarding":{},"limits_left":{},"waiting":0,"today":{"sent":2,"delivered":2,"failed":0,"received":1,"calls":0},"last_action":null},{"port":1,"label":"","device":"tcp:127.0.0.1:7000","maker":"simgate","model":"Virtual Modem","firmware":"1.0","type":"GSM","imei":"359999000000026","sim":{"iccid":"8988201000000000021","imsi":"001010000000002","number":"+88201000002","smsc":"+88200000000"},"operator":null,"place":{"area":1,"cell":1},"reg":"REGISTER_OK","slot":255,"callstate":"Idle","signal":20,"dbm":-73,"gprs":"attached","can_send":true,"trouble":"","reason":"","since":"2026-11-29T13:26:55.765Z","activity":"idle","capabilities":{"maker":"simgate","model":"Virtual Modem","firmware":"1.0","dialect":"generic","registration":"CREG=2 CGREG=2 CEREG=2","signal from":"+CSQ, +CESQ","+CSMS":"1","+CNMI":"2,1,0,1,0","storage":"SM ME","+CMMS":"yes"},"power":null,"blocked":false,"forwarding":{},"limits_left":{},"waiting":0,"today":{"sent":0,"delivered":0,"failed":0,"received":0,"calls":1},"last_action":null}],"counters":{"waiting":0,"unread":0,"sent":2,"delivered":2,"failed":0,"received":1,"calls":1},"news":{"events":17,"tasks":3,"messages":3,"inbox":1,"ussd":2,"calls":1}}\n\n',
  },
  ask_modem: {
    parameters: {
      port: 0,
      command: 'AT+CSQ',
    },
    reply: {
      command: 'AT+CSQ',
      lines: ['+CSQ: 20,99'],
      result: 'OK',
    },
  },
  stream_conversation: {
    parameters: {
      port: 0,
    },
    reply: ': the conversation\n',
  },
  stream_log: {
    parameters: {
      level: 'info',
    },
    reply: ': the log\n',
  },
  get_recording: {
    parameters: {
      name: 'port-0.at',
    },
  },
  delete_recording: {
    parameters: {
      name: 'port-0.at',
    },
  },
  healthz: {
    reply: {
      status: 'ok',
    },
  },
  readyz: {
    reply: {
      status: 'ready',
      reasons: [],
    },
  },
  metrics: {
    reply:
      '# HELP simgate_http_request_duration_seconds Time to answer, by endpoint.\n# TYPE simgate_http_request_duration_seconds histogram\nsimgate_http_request_duration_seconds_bucket{le="0.0005",endpoint="get_gateway"} 0\n',
  },
  openapi: {
    reply: {
      openapi: '3.1.0',
    },
  },
  erase_number: {
    parameters: {
      number: '+88201990002',
    },
    reply: {
      sent: 0,
      received: 0,
      reports: 0,
      calls: 0,
      events: 1,
      pushes: 0,
    },
  },
};
