import { createHash } from 'node:crypto'
import type { PollDraft } from '@linli/shared/polls/poll-desk.schema'
import { instantOf } from '@linli/shared/time'
import { residentsSetup, strawSetup } from '@linli/shared/polls/setup.samples'
import type { PollSetup } from '@linli/shared/polls/setup.rules'
import type { Actor } from '../src/platform/actor'
import { buildPeopleTown, type PeopleTown } from './people-town'
import type { Answer, Client } from './http-client'
import { testTermsVersion } from './personas'
import { startTestApp, type TestApp, type TestAppOptions } from './test-app'

type PollPost = 'community_staff' | 'community_admin' | 'supervisor'

/** Town with voters: each lives alone in a room of the own community, and is signed in. */
export interface PollTown extends PeopleTown {
  readonly voters: readonly Voter[]
  /** Throws RangeError when the town has fewer. */
  voterAt(index: number): Voter
  /** Where residents decide, a household is spoken for by whose paper was seen: those of all voters are. */
  showPapers(personIds: readonly string[]): Promise<void>
  readonly staff: Client
  readonly second: Client
  readonly third: Client
  readonly admin: Client
  readonly supervisor: Client
  draft(setup?: Partial<PollSetup>, more?: Partial<PollDraft>): PollDraft & { communityId: string }
  /** A poll whose roll is out. */
  announced(setup?: Partial<PollSetup>, more?: Partial<PollDraft>): Promise<PollHandle>
  /** Moves the clock to where the poll can be frozen: objections are over, voting has not begun. */
  afterObjections(setup?: Partial<PollSetup>): void
  /** A poll that is open. */
  opened(setup?: Partial<PollSetup>, more?: Partial<PollDraft>): Promise<PollHandle>
  /** Moves the clock past closing and lets the sweep run. */
  close(): Promise<void>
  rowOf(poll: PollHandle, voter: Voter): Promise<string>
  /** A secret ballot of the voter with this number, with one question. */
  cast(poll: PollHandle, index: number, choice?: string, code?: string): Promise<Answer>
  /** The poll as its desk reads it. */
  desk(poll: PollHandle): Promise<Answer['body']>
  publish(poll: PollHandle): Promise<void>
  /** The ballots in the box; its other places are free. */
  boxed(poll: PollHandle): ReturnType<TestApp['rows']>
  /** The row with this number as it is stored; empty where there is none. */
  rollRow(poll: PollHandle, serial: number): Promise<Readonly<Record<string, unknown>>>
  voterOf(personId: string, name: string): Voter
  /** The lines of its roll as they are stored. */
  rollRows(poll: PollHandle): Promise<Record<string, unknown>[]>
  /** Gives a post of the community, so that the messages of that post reach the account: of the stock actor unless named. */
  appoint(role: PollPost, name: string, accountId?: string): Promise<void>
  /** The register knows the accounts of these voters, so that they can be told something. */
  withAccounts(...indexes: readonly number[]): Promise<void>
}

/** Signs in anew with every call: a poll lasts for weeks, a token for ten minutes. */
export function always(app: TestApp, actor: Actor): Client {
  const client = () => app.as(actor)
  return {
    get: (path, options) => client().get(path, options),
    post: (path, body, options) => client().post(path, body, options),
    put: (path, body, options) => client().put(path, body, options),
    delete: (path, options) => client().delete(path, options),
    upload: (path, file, fields) => client().upload(path, file, fields),
    raw: (path, init) => client().raw(path, init),
  }
}

export interface Voter {
  readonly personId: string
  readonly actor: Actor
  readonly client: Client
}

export interface PollHandle {
  readonly id: string
  version: number
}

export const OPENS = '2026-12-20T00:30:00.000Z'
export const LAST_MOMENT = '2026-12-26T11:59:59.900Z'
export const CLOSES = '2026-12-26T12:00:00.000Z'

let drawn = 0
/** 128 bits as a phone would draw them. */
export const drawCode = (): string =>
  createHash('sha256').update(`drawn ${++drawn}`).digest('hex').slice(0, 32)

/** What a phone sends for a row of a secret poll with one question. */
export const secretBallot = (rowId: string, choice = 'A', code = drawCode()) => ({
  rowId,
  ballots: [{ code, choice }],
})

/** The body of an answer that succeeded; the error names the problem otherwise. */
export function bodyOf(answer: Answer): Answer['body'] {
  if (answer.status >= 300) throw new Error(`answered ${answer.status}: ${answer.text}`)
  return answer.body
}

/** The app with such a town in it. */
export async function startPollTown(
  people?: number,
  options?: TestAppOptions,
): Promise<{ app: TestApp; town: PollTown }> {
  const app = await startTestApp(options)
  return { app, town: await buildPollTown(app, people) }
}

export async function buildPollTown(app: TestApp, people = 24): Promise<PollTown> {
  const town = await buildPeopleTown(app)
  const rooms = town.tree
    .rooms()
    .filter((row) => row.communityId === town.own)
    .slice(0, people)
  const voterOf = (personId: string, name: string): Voter => {
    const actor: Actor = {
      accountId: `acc_testVoter${name}`,
      sessionId: `ses_testVoter${name}`,
      personId,
      communityId: town.own,
      grants: [{ role: 'verified_resident', nodeId: town.own, communityIds: [town.own] }],
      consentVersion: testTermsVersion,
    }
    return { personId, actor, client: always(app, actor) }
  }
  const ids = await town.enrol(
    ...rooms.map((row, at) => ({
      name: `周${'甲乙丙丁戊己庚辛壬癸'.charAt(at % 10)}${'一二三四五六七八九十'.charAt(Math.floor(at / 10))}`,
      phone: `1380001${String(at).padStart(4, '0')}`,
      birthDate: '1970-01-01',
      home: { roomId: row._id, relation: 'owner' as const, share: null, livesIn: true },
    })),
  )
  const letters = 'ABCDEFGHJKLMNPQRSTUVWXYZ'
  const voters = ids.map((personId, at) =>
    voterOf(personId, `${letters.charAt(at % 24)}${letters.charAt(Math.floor(at / 24))}x`),
  )
  const as: PollTown['as'] = (role, options) => always(app, town.actor(role, options))
  const staff = as('community_staff')
  const admin = as('community_admin')
  /** Another account at the desk. */
  const colleague = (name: string): Client =>
    always(app, {
      ...town.actor('community_staff'),
      accountId: `acc_testStaff${name}`,
      sessionId: `ses_testStaff${name}`,
    })

  const draft: PollTown['draft'] = (setup = {}, more = {}) => ({
    title: '中心花园空地怎么用',
    about: '',
    // Owners decide for one estate.
    nodeId: setup.packId === 'owners_decision' ? town.room('锦和苑') : town.own,
    // Nobody of this town has shown a paper: a straw poll may ask them all the same.
    setup: {
      ...strawSetup,
      ...((setup.packId ?? strawSetup.packId) === 'straw_poll' && { takesUnconfirmed: true }),
      ...setup,
    } as PollDraft['setup'],
    electorIds: [],
    ...more,
    communityId: town.own,
  })
  const move = async (client: Client, poll: PollHandle, event: string): Promise<void> => {
    const body = bodyOf(await client.post(`/staff/polls/${poll.id}/${event}`, { version: poll.version }))
    poll.version = Number(body['version'])
  }

  const showPapers: PollTown['showPapers'] = async (personIds) => {
    for (const id of personIds)
      await app
        .collection('persons')
        .updateOne(
          { _id: id, identityConfirmedAt: null },
          { $set: { identityIndex: `paper of ${id}`, identityConfirmedAt: app.clock.now() } },
        )
  }

  const announced: PollTown['announced'] = async (setup, more) => {
    app.clock.set('2026-11-23T02:00:00.000Z')
    if (setup?.electorate === 'household' && setup.packId === 'residents_meeting') await showPapers(ids)
    const made = bodyOf(await staff.post('/staff/polls', draft(setup, more)))
    const poll: PollHandle = { id: String(made['id']), version: Number(made['version']) }
    await move(staff, poll, 'prepare')
    const facts = await staff.put(`/staff/polls/${poll.id}/preparation`, {
      version: poll.version,
      noticeDay: '2026-11-23',
      partyStudyOn: '2026-11-20',
      committeeMembers: setup?.packId === 'representatives_meeting' ? 0 : null,
      attendanceRule: '居民会议规则第 5 条',
      authorisation:
        setup?.packId === 'representatives_meeting' ? '2026 年 3 月 8 日居民会议决定第 2 项' : '',
      willBeFiled: true,
      paperPlace: '社区服务中心一楼',
      deliveryKept: true,
    })
    poll.version = Number(bodyOf(facts)['version'])
    await move(staff, poll, 'publish-roll')
    return poll
  }

  /** The last minute before voting begins: whoever doubts the roll has said so by then. */
  const afterObjections: PollTown['afterObjections'] = (setup) => {
    const opens = instantOf(setup?.opensOn ?? strawSetup.opensOn)
    app.clock.set(new Date(opens.getTime() - 60_000).toISOString())
  }

  const rowOf: PollTown['rowOf'] = async (poll, voter) => {
    const mine = bodyOf(await voter.client.get(`/polls/${poll.id}/mine`))
    const [row] = mine['rows'] as { rowId: string }[]
    if (!row) throw new Error('not on the roll')
    return row.rowId
  }
  const voterAt: PollTown['voterAt'] = (index) => {
    const voter = voters[index]
    if (!voter) throw new RangeError(`the town has ${voters.length} voters`)
    return voter
  }
  const rollRows: PollTown['rollRows'] = async ({ id }) =>
    (await app.rows('poll_rolls')).filter((row) => row['pollId'] === id)
  const desk: PollTown['desk'] = async (poll) => bodyOf(await staff.get(`/staff/polls/${poll.id}`))

  return {
    ...town,
    as,
    voters,
    voterAt,
    showPapers,
    staff,
    second: colleague('Two'),
    third: colleague('Three'),
    admin,
    supervisor: as('supervisor'),
    draft,
    announced,
    afterObjections,
    voterOf,
    async opened(setup, more) {
      const poll = await announced(setup, more)
      afterObjections(setup)
      await move(admin, poll, 'freeze')
      app.clock.set(OPENS)
      return poll
    },
    async close() {
      app.clock.set(CLOSES)
      await app.deps.services.polls.closing.sweep()
    },
    rowOf,
    desk,
    async cast(poll, index, choice, code) {
      const voter = voterAt(index)
      return voter.client.post(
        `/polls/${poll.id}/ballot`,
        secretBallot(await rowOf(poll, voter), choice, code),
      )
    },
    async withAccounts(...indexes) {
      for (const { personId, actor } of indexes.map(voterAt))
        await app
          .collection('residencies')
          .updateMany({ communityId: town.own, personId, to: null }, { $set: { accountId: actor.accountId } })
    },
    async publish(poll) {
      const { version } = await desk(poll)
      bodyOf(await admin.post(`/staff/polls/${poll.id}/publish`, { version }))
    },
    async boxed(poll) {
      return (await app.rows(`poll_box_${poll.id}`)).filter((place) => place['ballot'] !== undefined)
    },
    rollRows,
    async rollRow(poll, serial) {
      return (await rollRows(poll)).find((row) => row['serial'] === serial) ?? {}
    },
    async appoint(role, name, accountId = town.actor(role).accountId) {
      await app.deps.services.roles.give({
        ...{ accountId, role, nodeId: town.own, name, workPhone: null, organisation: null },
      })
    },
  }
}

export const namedStraw: Partial<PollSetup> = { secrecy: 'named' }
export const namedResidents: Partial<PollSetup> = { ...residentsSetup }
