import { body, type Act, type Journey } from './walk'

/** What happens before and beside an opinion. A neighbour finds a public case beside the own draft, stands behind it, and lets go again. */
export const intakeJourneys: readonly Journey[] = [
  [
    ['resident', 'opinions.submit', { wantsPublic: true, categoryCode: 'facilities.lights' }],
    'effects',
    ['elder', 'opinions.suggest', { text: '楼道灯不亮，晚上看不见台阶' }],
    ['elder', 'opinions.support'],
    ['elder', 'opinions.followed'],
    ['elder', 'opinions.principals'],
    ['elder', 'opinions.unfollow'],
    ['elder', 'opinions.follow'],
  ],
  // Somebody speaks, and the office writes it down.
  [
    ['resident', 'files.upload', { purpose: 'opinion_voice' }],
    [
      'resident',
      'opinions.submit',
      ({ told }) => ({ voice: { fileId: told('files.upload', 'id'), seconds: 8 } }),
    ],
    [
      'community-staff',
      'opinions.transcribe',
      ({ told }) => ({ id: told('opinions.submit', 'id'), version: told('opinions.submit', 'version') }),
    ],
  ],
  // Somebody films, and the office looks at it.
  [
    ['resident', 'files.upload', { purpose: 'opinion_video' }],
    [
      'resident',
      'opinions.submit',
      ({ told }) => ({ video: { fileId: told('files.upload', 'id'), seconds: 8 } }),
    ],
    [
      'community-staff',
      'opinions.lookVideo',
      ({ told }) => ({ id: told('opinions.submit', 'id'), version: told('opinions.submit', 'version') }),
    ],
  ],
  // Somebody calls, and follows the case by number and code.
  [
    ['community-staff', 'opinions.enter', { callerPhone: '13800000001', callerName: '周玉兰' }],
    ['community-staff', 'opinions.readCaller'],
    ['community-staff', 'opinions.renewCode'],
    [
      'elder',
      'opinions.track',
      ({ told }) =>
        body({
          number: told('opinions.renewCode', 'number'),
          code: told('opinions.renewCode', 'followCode'),
        }),
    ],
    ['elder', 'opinions.boardOverview'],
  ],
  // The holiday notice comes out, and everybody reads it.
  [
    ['community-staff', 'calendar.get'],
    [
      'district-operator',
      'calendar.write',
      ({ told }) => ({
        year: String(told('calendar.get', 'years.0.year')),
        version: told('calendar.get', 'years.0.version'),
        daysOff: told('calendar.get', 'years.0.daysOff'),
        workedWeekends: told('calendar.get', 'years.0.workedWeekends'),
      }),
    ],
  ],
  // A key for another system, and its end.
  [
    ['district-operator', 'tenants.list'],
    [
      'district-operator',
      'open311.createKey',
      ({ told }) =>
        body({
          communityId: told('tenants.list', 'streets.0.communities.0.id'),
          name: '12345 热线',
          days: 30,
        }),
    ],
    [
      'district-operator',
      'open311.keys',
      ({ told }) => ({ communityId: told('tenants.list', 'streets.0.communities.0.id') }),
    ],
    ['district-operator', 'open311.revokeKey', ({ told }) => ({ id: told('open311.createKey', 'key.id') })],
  ],
  // Another system is told of a public case, and told again.
  [
    ['resident', 'opinions.submit', { wantsPublic: true, categoryCode: 'facilities.lights' }],
    ['district-operator', 'tenants.list'],
    [
      'district-operator',
      'webhooks.create',
      ({ told }) =>
        body({
          communityId: told('tenants.list', 'streets.0.communities.0.id'),
          name: '12345 热线',
          address: 'https://hotline.example.cn/linli',
        }),
    ],
    ['community-staff', 'opinions.accept'],
    ['community-staff', 'opinions.makePublic'],
    'effects',
    [
      'district-operator',
      'webhooks.list',
      ({ told }) => ({ communityId: told('tenants.list', 'streets.0.communities.0.id') }),
    ],
    ...(['get', 'deliveries', 'resume'] as const).map((act): Act => [
      'district-operator',
      `webhooks.${act}`,
      ({ told }) => ({ id: told('webhooks.create', 'webhook.id') }),
    ]),
    [
      'district-operator',
      'webhooks.sendAgain',
      ({ told }) => ({ id: told('webhooks.deliveries', 'items.0.id') }),
    ],
    ['district-operator', 'webhooks.end', ({ told }) => ({ id: told('webhooks.create', 'webhook.id') })],
  ],
]
