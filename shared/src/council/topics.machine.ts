import { defineMachine, type EventOf, type StatusOf } from '../machine'

/**
 * Topic 议题, from a proposal to the deed that neighbours confirm. What the clock decides is not waited for: a topic that has not found
 * its supporters in time counts as lapsed from that moment on, whenever the sweep writes it down (`lapse`).
 */
export const topicMachine = defineMachine({
  submitted: {
    pass: 'gathering',
    screen_out: 'screened_out',
    adopt: 'deliberating',
    withdraw: 'withdrawn',
  },
  gathering: {
    reach: 'supported',
    screen_out: 'screened_out',
    adopt: 'deliberating',
    lapse: 'lapsed',
    withdraw: 'withdrawn',
  },
  /** Enough people stand behind it: the community has to say yes or no, with its reason. */
  supported: { screen_out: 'screened_out', adopt: 'deliberating' },
  screened_out: { object: 'objected' },
  /** The proposer disagrees, once; somebody else than who refused decides. */
  objected: { uphold: 'refused', restore: 'gathering', restore_supported: 'supported' },
  deliberating: { move: 'moved', resolve: 'resolved' },
  /** In words that can be voted on; what was said stays, nothing more is said. */
  moved: { link_poll: 'moved', resolve: 'resolved', resolve_lost: 'done' },
  /** `close`: nothing follows from it that somebody would have to do. */
  resolved: { complete: 'done', close: 'done' },
  done: {},
  refused: {},
  lapsed: {},
  withdrawn: {},
})

export type TopicStatus = StatusOf<typeof topicMachine>
export type TopicEvent = EventOf<typeof topicMachine>

export const topicStatuses = Object.keys(topicMachine) as [TopicStatus, ...TopicStatus[]]

/** The status as of `now`, whether or not the sweep has come by. `supportUntil` itself is too late. */
export const topicStatusAt = (
  { status, supportUntil }: { readonly status: TopicStatus; readonly supportUntil: Date | null },
  now: Date,
): TopicStatus => (status === 'gathering' && supportUntil !== null && now >= supportUntil ? 'lapsed' : status)

export const topicStatusLabel: Record<TopicStatus, string> = {
  submitted: '等社区审核',
  gathering: '征集支持',
  supported: '支持够了，等社区答复',
  screened_out: '没有通过审核',
  objected: '提出了不同意见',
  deliberating: '正在协商',
  moved: '已写成议案',
  resolved: '已有决议，正在落实',
  done: '已经办完',
  refused: '没有通过审核',
  lapsed: '支持不够，已结束',
  withdrawn: '提出人已撤回',
}

/** What everybody of the community sees. A proposal nobody has read yet, and one that was refused, are between two. */
export const publicTopicStatuses = [
  'gathering',
  'supported',
  'deliberating',
  'moved',
  'resolved',
  'done',
  'lapsed',
] as const satisfies readonly TopicStatus[]
