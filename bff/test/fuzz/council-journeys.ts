import type { Journey } from './walk'

/** Ways of a topic: from a proposal, refused and given back, to what is said for and against. */
export const councilJourneys: readonly Journey[] = [
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
]
