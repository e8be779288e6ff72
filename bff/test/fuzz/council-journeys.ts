import { secretPoll } from './poll-journeys'
import { body, type Journey } from './walk'

/** A meeting about nothing that could be gone. */
const meeting = (personIds: readonly unknown[] = []) => ({
  ...{ title: '车棚议事会', about: '', place: '议事厅', isPublic: true },
  ...{ startsAt: '2026-11-23T02:08:00.000Z', endsAt: '2026-11-23T04:00:00.000Z' },
  items: [{ id: null, title: '车棚建在哪里', topicId: null, pollId: null }],
  audience: { representatives: true, supporters: false, personIds },
})
const SELF = 'rows.0.sharers.0.personId'

/** Ways of a topic: from a proposal, refused and given back, to what is said for and against. */
export const councilJourneys: readonly Journey[] = [
  [
    ['community-admin', 'councilFigures.get', ({ caller }) => ({ communityId: caller.communityId })],
    [
      'community-admin',
      'councilFigures.save',
      ({ caller, told }) => ({
        communityId: caller.communityId,
        version: told('councilFigures.get', 'version'),
      }),
    ],
  ],
  [
    [
      'community-staff',
      'meetings.create',
      ({ caller }) => body({ ...meeting(), communityId: caller.communityId }),
    ],
    ['community-staff', 'meetings.deskGet'],
    ['community-staff', 'meetings.cancel'],
  ],
  [
    [
      'community-staff',
      'meetings.create',
      ({ caller }) => body({ ...meeting(), communityId: caller.communityId }),
    ],
    ['resident', 'polls.mine', secretPoll],
    [
      'community-staff',
      'meetings.update',
      ({ told }) =>
        body({
          ...meeting([told('polls.mine', SELF)]),
          version: told('meetings.create', 'version'),
        }),
    ],
    ['community-staff', 'meetings.invite'],
    'effects',
    ['resident', 'meetings.answer', { coming: true }],
    ['community-staff', 'meetings.begin'],
    ['community-staff', 'meetings.door'],
    ['resident', 'meetings.attend', ({ told }) => ({ doorCode: told('meetings.door', 'doorCode') })],
    ['community-staff', 'meetings.tick', ({ told }) => ({ personId: told('polls.mine', SELF), came: true })],
    ['community-staff', 'meetings.guests'],
    ['community-staff', 'meetings.end'],
    [
      'community-staff',
      'meetings.minutes',
      ({ told }) =>
        body({
          version: told('meetings.end', 'version'),
          text: '到会的邻居商量了车棚的位置',
          items: [{ id: told('meetings.update', 'items.0.id'), outcome: 'heard', decision: '' }],
        }),
    ],
    ['community-staff', 'meetings.publish'],
    ['elder', 'meetings.get'],
  ],
  [
    ['resident', 'council.propose'],
    ['community-staff', 'council.screenOut'],
    ['resident', 'council.object'],
    ['community-admin', 'council.decide', { upheld: false }],
    ['elder', 'council.support'],
    ['elder', 'council.unsupport'],
    ['elder', 'council.unfollow'],
    ['elder', 'council.follow'],
  ],
  [
    ['resident', 'council.propose'],
    ['resident', 'council.mine'],
    ['community-staff', 'council.pass'],
    ['resident', 'council.similar'],
    ['community-staff', 'council.adopt'],
    ['resident', 'council.say'],
    ['elder', 'council.react', ({ told }) => ({ statementId: told('council.say', 'statements.0.id') })],
    [
      'community-staff',
      'council.hide',
      ({ told }) => ({ statementId: told('council.say', 'statements.0.id') }),
    ],
    [
      'community-admin',
      'council.show',
      ({ told }) => ({ statementId: told('council.say', 'statements.0.id') }),
    ],
    'effects',
    ['elder', 'council.deliberation'],
    ['supervisor', 'council.deskGet'],
  ],
  [
    ['resident', 'council.propose'],
    [
      'community-staff',
      'council.create',
      ({ caller }) => ({ communityId: caller.communityId, opinionIds: [] }),
    ],
    ['community-staff', 'council.link', ({ told }) => ({ otherId: told('council.create', 'id') })],
    ['resident', 'council.withdraw'],
  ],
  [
    [
      'community-staff',
      'council.create',
      ({ caller }) => ({ communityId: caller.communityId, opinionIds: [] }),
    ],
    ['community-staff', 'council.adopt'],
    ['community-staff', 'chain.move'],
    ['community-staff', 'chain.polls'],
    ['community-staff', 'chain.linkPoll', ({ told }) => ({ pollId: told('chain.polls', 'items.0.id') })],
  ],
  [
    [
      'community-staff',
      'council.create',
      ({ caller }) => ({ communityId: caller.communityId, opinionIds: [] }),
    ],
    ['community-staff', 'council.adopt'],
    ['community-staff', 'chain.resolve', { basis: 'deliberation', tasks: [] }],
    ['community-staff', 'chain.addTask', { days: 5 }],
    [
      'community-staff',
      'chain.report',
      ({ told }) => ({ taskId: told('chain.addTask', 'tasks.0.id'), photoIds: [], isDone: true }),
    ],
    ['resident', 'chain.confirmTask', ({ told }) => ({ taskId: told('chain.addTask', 'tasks.0.id') })],
    'effects',
    ['elder', 'chain.get'],
  ],
  [
    [
      'community-staff',
      'council.create',
      ({ caller }) => ({ communityId: caller.communityId, opinionIds: [] }),
    ],
    ['community-staff', 'council.adopt'],
    ['community-staff', 'chain.resolve', { basis: 'deliberation', tasks: [] }],
    ['community-staff', 'chain.close'],
  ],
]
