import * as z from 'zod/mini'
import type { SchemaTable } from '../contract'
import { id, idParams, isoTime, page, pageQuery, searchText, text, version } from '../scalars.schema'
import type { councilRoutes } from './council.routes'
import {
  MOST_SOURCES,
  deskTopicFilters,
  findings,
  hidingReasons,
  screeningReasonCodes,
  stances,
  statementSides,
  topicFilters,
} from './topics.kinds'
import { topicStatuses } from './topics.machine'

const proposal = z.strictObject({
  /** What is to be decided, as a question or a wish. */
  title: text(60, 4),
  why: text(1000, 4),
  wish: text(1000, 4),
})
export type TopicProposal = z.infer<typeof proposal>

const similar = z.object({
  id,
  title: z.string(),
  statusLabel: z.string(),
  /** `都写到“车棚”“充电”`; empty for what staff have linked. */
  reason: z.string(),
})
export type SimilarTopicView = z.infer<typeof similar>

const item = z.object({
  id,
  title: z.string(),
  status: z.enum(topicStatuses),
  statusLabel: z.string(),
  /** `4 号楼 吴先生` or the community itself. */
  proposer: z.string(),
  sources: z.number(),
  supporters: z.number(),
  needed: z.number(),
  /** Whether the caller stands behind it. */
  supported: z.boolean(),
  /** Until when it looks for supporters; null before and after. */
  supportUntil: z.nullable(isoTime),
  /** What follows, in one sentence. */
  sentence: z.string(),
  /** The desk is late. */
  overdue: z.boolean(),
  createdAt: isoTime,
})
export type TopicItemView = z.infer<typeof item>

const abilities = z.object({
  support: z.boolean(),
  unsupport: z.boolean(),
  follow: z.boolean(),
  unfollow: z.boolean(),
  object: z.boolean(),
  withdraw: z.boolean(),
  say: z.boolean(),
  react: z.boolean(),
  pass: z.boolean(),
  screenOut: z.boolean(),
  decide: z.boolean(),
  adopt: z.boolean(),
  link: z.boolean(),
})

const topic = z
  .extend(item, {
    version,
    communityId: id,
    why: z.string(),
    wish: z.string(),
    mine: z.boolean(),
    following: z.boolean(),
    /** Where it comes from. The text of a case that is not public stays with its author. */
    opinions: z.array(z.object({ id: z.nullable(id), text: z.string() })),
    similar: z.array(similar),
    screening: z.nullable(
      z.object({
        label: z.string(),
        advice: z.string(),
        words: z.string(),
        by: z.string(),
        at: isoTime,
        objectUntil: isoTime,
      }),
    ),
    objection: z.nullable(z.object({ text: z.string(), at: isoTime })),
    decision: z.nullable(z.object({ upheld: z.boolean(), words: z.string(), by: z.string(), at: isoTime })),
    adoption: z.nullable(z.object({ reason: z.string(), by: z.string(), at: isoTime })),
    /** Its steps, the latest last. */
    steps: z.array(z.object({ id: z.string(), title: z.string(), by: z.string(), at: isoTime })),
    abilities,
  })
  .register(z.globalRegistry, { id: 'Topic' })
export type TopicView = z.infer<typeof topic>

const statement = z.object({
  id,
  side: z.enum(statementSides),
  text: z.string(),
  by: z.string(),
  mine: z.boolean(),
  at: isoTime,
  /** The caller's own; null where nothing was said yet. */
  stance: z.nullable(z.enum(stances)),
  /** At least so many had spoken when the finding was last worked out; null before the first time. */
  said: z.nullable(z.number()),
  finding: z.enum(findings),
  /** Why it is hidden: for its author and the desk, nobody else sees it. */
  hidden: z.nullable(z.string()),
})
export type StatementView = z.infer<typeof statement>

const deliberation = z
  .object({
    topic: item,
    question: z.string(),
    statements: z.array(statement),
    /** At least so many have spoken; 0 before anything was worked out. */
    people: z.number(),
    /** How many groups answer alike; 1 while there are too few people for nobody to be recognised, or no clear groups. */
    groups: z.number(),
    /** How many have to speak to a statement before anything is told of it. */
    fewest: z.number(),
    /** What the caller may still say. */
    statementsLeft: z.number(),
    abilities: z.object({ say: z.boolean(), react: z.boolean(), hide: z.boolean() }),
  })
  .register(z.globalRegistry, { id: 'Deliberation' })
export type DeliberationView = z.infer<typeof deliberation>

const at = '2026-11-23T02:00:00.000Z'
const sampleItem = {
  id: 'top_1BoxkVZLBjFjeN8D7r',
  title: '在 6 号楼北侧加装充电车棚',
  status: 'gathering',
  statusLabel: '征集支持',
  proposer: '4 号楼 吴先生',
  sources: 1,
  supporters: 22,
  needed: 30,
  supported: false,
  supportUntil: '2026-12-23T02:00:00.000Z',
  sentence: '还差 8 人支持，12月23日前够了，社区就要答复',
  overdue: false,
  createdAt: at,
} as const
const sampleAbilities = {
  ...{ support: true, unsupport: false, follow: true, unfollow: false, object: false, withdraw: false },
  ...{ say: false, react: false, pass: false, screenOut: false, decide: false, adopt: false, link: false },
}
const sampleProposal = {
  title: sampleItem.title,
  why: '电动车停在楼道里充电，不安全',
  wish: '在 6 号楼北侧空地建一个带充电的车棚',
}
const sample = {
  ...sampleItem,
  version: 2,
  communityId: 'nod_1BoxkVZLBjFjeN8D7r',
  why: sampleProposal.why,
  wish: sampleProposal.wish,
  mine: false,
  following: false,
  opinions: [{ id: null, text: '一条没有公开的意见：楼道堆物' }],
  similar: [],
  screening: null,
  objection: null,
  decision: null,
  adoption: null,
  steps: [{ id: 'propose', title: '提出议题', by: '4 号楼 吴先生', at }],
  abilities: sampleAbilities,
}
const sampleDeliberation = {
  topic: { ...sampleItem, status: 'deliberating', statusLabel: '正在协商' },
  question: sampleProposal.wish,
  statements: [
    {
      id: 'stm_1BoxkVZLBjFjeN8D7r',
      side: 'for',
      text: '有了车棚，楼道里就不会再充电了',
      by: '4 号楼 吴先生',
      mine: false,
      at,
      stance: null,
      said: null,
      finding: 'open',
      hidden: null,
    },
  ],
  people: 0,
  groups: 1,
  fewest: 15,
  statementsLeft: 3,
  abilities: { say: true, react: true, hide: false },
}
const versioned = z.strictObject({ version })
const ofTopic = { params: idParams, response: topic }
const moved = ['forbidden', 'not_found', 'invalid_status', 'version_conflict'] as const
const statementOf = z.strictObject({ statementId: id })

export const councilSchemas = {
  list: {
    query: z.strictObject({
      ...pageQuery,
      filter: z.optional(z.enum(topicFilters)),
      q: searchText,
    }),
    response: page(item),
    errors: [],
    examples: { response: { items: [sampleItem], nextCursor: null } },
  },
  mine: {
    query: z.strictObject(pageQuery),
    response: page(item),
    errors: [],
    examples: { response: { items: [sampleItem], nextCursor: null } },
  },
  get: { ...ofTopic, errors: ['not_found'], examples: { response: sample } },
  similar: {
    body: z.strictObject({ title: text(60), wish: text(1000, 0) }),
    response: z.object({ items: z.array(similar) }),
    errors: ['forbidden'],
    examples: {
      body: { title: sampleItem.title, wish: '' },
      response: {
        items: [
          { id: sampleItem.id, title: sampleItem.title, statusLabel: '征集支持', reason: '都写到“车棚”' },
        ],
      },
    },
  },
  propose: {
    body: proposal,
    response: topic,
    errors: ['forbidden'],
    examples: { body: sampleProposal, response: sample },
  },
  support: {
    ...ofTopic,
    errors: ['forbidden', 'not_found', 'invalid_status'],
    examples: { response: sample },
  },
  unsupport: {
    ...ofTopic,
    errors: ['forbidden', 'not_found', 'invalid_status'],
    examples: { response: sample },
  },
  follow: { ...ofTopic, errors: ['not_found'], examples: { response: sample } },
  unfollow: { ...ofTopic, errors: ['not_found'], examples: { response: sample } },
  object: {
    ...ofTopic,
    body: z.strictObject({ version, text: text(500, 4) }),
    errors: [...moved],
    examples: { body: { version: 3, text: '这件事大家都在问，请再看一次' }, response: sample },
  },
  withdraw: {
    ...ofTopic,
    body: versioned,
    errors: [...moved],
    examples: { body: { version: 2 }, response: sample },
  },
  deliberation: {
    params: idParams,
    response: deliberation,
    errors: ['not_found'],
    examples: { response: sampleDeliberation },
  },
  say: {
    params: idParams,
    body: z.strictObject({ side: z.enum(statementSides), text: text(140, 4) }),
    response: deliberation,
    errors: ['forbidden', 'not_found', 'invalid_status'],
    examples: { body: { side: 'for', text: '有了车棚，楼道里就不会再充电了' }, response: sampleDeliberation },
  },
  react: {
    params: idParams,
    body: z.strictObject({ statementId: id, stance: z.enum(stances) }),
    response: deliberation,
    errors: ['forbidden', 'not_found', 'invalid_status'],
    examples: {
      body: { statementId: 'stm_1BoxkVZLBjFjeN8D7r', stance: 'agree' },
      response: sampleDeliberation,
    },
  },

  deskList: {
    query: z.strictObject({
      ...pageQuery,
      communityId: z.optional(id),
      filter: z.optional(z.enum(deskTopicFilters)),
    }),
    response: z.extend(page(item), { waiting: z.number() }),
    errors: ['forbidden', 'not_found'],
    examples: { response: { items: [sampleItem], nextCursor: null, waiting: 1 } },
  },
  deskGet: { ...ofTopic, errors: ['forbidden', 'not_found'], examples: { response: sample } },
  create: {
    body: z.strictObject({
      communityId: id,
      ...proposal.shape,
      opinionIds: z.array(id).check(z.maxLength(MOST_SOURCES, `最多 ${MOST_SOURCES} 条意见`)),
    }),
    response: topic,
    errors: ['forbidden', 'not_found'],
    examples: {
      body: { communityId: sample.communityId, ...sampleProposal, opinionIds: [] },
      response: sample,
    },
  },
  pass: {
    ...ofTopic,
    body: versioned,
    errors: [...moved],
    examples: { body: { version: 1 }, response: sample },
  },
  screenOut: {
    ...ofTopic,
    body: z.strictObject({ version, reason: z.enum(screeningReasonCodes), words: text(300, 0) }),
    errors: [...moved],
    examples: { body: { version: 1, reason: 'case', words: '已经派给物业去修了' }, response: sample },
  },
  decide: {
    ...ofTopic,
    body: z.strictObject({ version, upheld: z.boolean(), words: text(300, 4) }),
    errors: [...moved, 'other_person_required'],
    examples: { body: { version: 4, upheld: false, words: '确实需要大家商量' }, response: sample },
  },
  adopt: {
    ...ofTopic,
    body: z.strictObject({ version, reason: text(300, 4) }),
    errors: [...moved],
    examples: { body: { version: 5, reason: '支持的人够了，涉及全体居民' }, response: sample },
  },
  link: {
    ...ofTopic,
    body: z.strictObject({ otherId: id }),
    errors: ['forbidden', 'not_found'],
    examples: { body: { otherId: 'top_1BoxkVZLBjFjeN8D8s' }, response: sample },
  },
  hide: {
    params: idParams,
    body: z.extend(statementOf, { reason: z.enum(hidingReasons) }),
    response: deliberation,
    errors: ['forbidden', 'not_found', 'conflict'],
    examples: {
      body: { statementId: 'stm_1BoxkVZLBjFjeN8D7r', reason: 'names_somebody' },
      response: sampleDeliberation,
    },
  },
  show: {
    params: idParams,
    body: statementOf,
    response: deliberation,
    errors: ['forbidden', 'not_found', 'conflict'],
    examples: { body: { statementId: 'stm_1BoxkVZLBjFjeN8D7r' }, response: sampleDeliberation },
  },
} satisfies SchemaTable<typeof councilRoutes>
