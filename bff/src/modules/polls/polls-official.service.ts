import { buffer } from 'node:stream/consumers'
import { pollFingerprint } from '@linli/shared/polls/board'
import { figureFaults } from '@linli/shared/polls/official.rules'
import type { OfficialCorrection, OfficialRecord } from '@linli/shared/polls/official.schema'
import { methodLabel, type PollQuestion } from '@linli/shared/polls/polls.kinds'
import { isPrepared, needsOfficialSystem, preparationOf } from '@linli/shared/polls/preparation.rules'
import { plainRules } from '@linli/shared/polls/freezing.rules'
import { areaTyped } from '@linli/shared/space/space.rules'
import { dayOf } from '@linli/shared/time'
import type { Actor } from '../../platform/actor'
import type { Audit } from '../../platform/audit/audit'
import type { Clock } from '../../platform/clock'
import type { FileRef } from '../../platform/files/file-ref'
import type { Ids } from '../../platform/ids'
import { AppError } from '../../platform/problem-error'
import { refuseStatus, wrongField } from '../../platform/refusals'
import { writeCsv } from '../../platform/sheets/csv-writer'
import type { Outbox } from '../../platform/outbox'
import type { UnitOfWork } from '../../platform/unit-of-work'
import { packZip } from '../../platform/zip'
import { officialResult } from './evidence-official'
import { movedOf, type MovedPoll, type PollAccess } from './poll-access'
import type { PollRollsRepository, RollRef } from './poll-rolls.repository'
import type { FormerEntry, OfficialEntry, PollRow } from './poll.model'
import type { PollFiles } from './polls.ports'
import { frozenOf, type PollsPreparing } from './polls-preparing.service'

/**
 * Where a city makes its own voting system compulsory (北京, 清远, 潍坊: domain-facts §1.3), Linli prepares the poll and
 * its roll, hands both over, and records what that system has counted. The figures are entered; what they mean is judged
 * by the same rules as a count of our own. There is no board: nobody can recount here what was not cast here.
 */
export interface PollsOfficial {
  /** Questions, rules and roll as files, for whoever enters them there. Throws `invalid_status` without a roll. */
  pack(actor: Actor, id: string): Promise<{ name: string; bytes: Buffer }>
  /** Throws `not_prepared` while something of the checklist is missing. */
  record(actor: Actor, id: string, record: OfficialRecord): Promise<MovedPoll>
  /** Replaces the figures; what stood there is kept and shown with the reason, and signatures begin anew. */
  correct(actor: Actor, id: string, correction: OfficialCorrection): Promise<MovedPoll>
}

export interface OfficialDeps {
  readonly rolls: PollRollsRepository
  readonly access: PollAccess
  readonly preparing: Pick<PollsPreparing, 'factsOf'>
  readonly files: PollFiles
  readonly uow: UnitOfWork
  readonly outbox: Pick<Outbox, 'add'>
  readonly audit: Audit
  readonly clock: Clock
  readonly ids: Ids
}

const PAGE = 1000
/** Corrections of one record: each is kept whole, in the same document. */
const MOST_FORMER = 20

export function createPollsOfficial(deps: OfficialDeps): PollsOfficial {
  const { rolls, access, preparing, files, uow, outbox, audit, clock, ids } = deps

  /** Scans belong to the poll: an edit sends its whole list, and those already there are accepted as they are. */
  const claim = (actor: Actor, row: PollRow, fileIds: readonly string[]): Promise<FileRef[]> =>
    files.claim(fileIds, {
      ...{ purpose: 'poll_record', ownerType: 'poll', ownerId: row._id, field: 'fileIds' },
      ...{ communityId: row.communityId, accountId: actor.accountId },
    })

  /** What the figures come to, and the root that binds them to question, rules and roll. */
  function judged(row: PollRow, frozen: ReturnType<typeof frozenOf>, record: OfficialRecord) {
    const { roll } = row
    if (roll === null) throw new Error('only a poll with a roll has a result')
    const { decidedOn, questions } = record
    const today = dayOf(clock.now())
    if (decidedOn > today) throw wrongField('body.decidedOn', '这个日子还没有到，请核对')
    if (decidedOn < dayOf(row.opensAt)) throw wrongField('body.decidedOn', '这个日子在表决开始以前，请核对')
    const faults = figureFaults(frozen.questions, roll, questions)
    if (faults.length > 0)
      throw new AppError('validation_failed', {
        errors: faults.map(({ path, text }) => ({ path: `body.${path}`, message: text })),
      })
    const { outcomes, root, voted } = officialResult(frozen, roll, record)
    const fingerprint = pollFingerprint(frozen)
    return { root, fingerprint, count: { root, outcomes, voted, ballots: voted, countedAt: clock.now() } }
  }

  async function entryOf(
    actor: Actor,
    { system, reference, decidedOn, questions }: OfficialRecord,
  ): Promise<OfficialEntry> {
    return {
      ...{ system, reference, decidedOn, questions },
      byAccountId: actor.accountId,
      byName: await access.signature(actor),
      at: clock.now(),
    }
  }

  async function* rollRows(ref: RollRef) {
    for (let after = 0; ;) {
      const page = await rolls.lines(ref, { after, limit: PAGE })
      yield page.map(({ serial, label, votes, area }) => [serial, label, votes, areaTyped(area)])
      if (page.length < PAGE) return
      after = page.at(-1)?.serial ?? after
    }
  }

  return {
    async pack(actor, id) {
      const { row, scope } = await access.atDesk(actor, 'prepare', id)
      if (!needsOfficialSystem(row.draft.setup)) throw new AppError('not_found')
      const ref = access.rollOf(scope, row)
      const roll = await buffer(
        writeCsv({
          name: '名册',
          columns: [
            { label: '序号', type: 'number' },
            { label: '房屋和姓名（遮住）', type: 'text' },
            { label: '人数', type: 'number' },
            { label: '面积（平方米）', type: 'text' },
          ],
          rows: rollRows(ref),
          now: clock.now(),
        }),
      )
      await uow.run(() =>
        audit.record({
          ...{ actor, action: 'poll.official_pack', communityId: row.communityId },
          ...{ targetType: 'poll', targetId: id },
        }),
      )
      const bytes = await packZip(
        [
          { name: '说明.txt', bytes: Buffer.from(readme(row)) },
          { name: '问题和规则.txt', bytes: Buffer.from(questionsText(row, frozenOf(row, ids).questions)) },
          { name: '名册.csv', bytes: roll },
        ],
        clock.now(),
      )
      return { name: `${row.draft.title} 官方系统用.zip`, bytes }
    },

    async record(actor, id, record) {
      const { row, scope } = await access.atDesk(actor, 'publish', id)
      const now = clock.now()
      refuseStatus(row.status, ['roll_published'])
      if (!needsOfficialSystem(row.draft.setup) || now < row.closesAt)
        throw new AppError('invalid_status', {
          details: { current: row.status, allowedFrom: ['roll_published'] },
        })
      // The same preparation as for a vote held here; only the official result itself is what comes now.
      const facts = { ...(await preparing.factsOf(scope, row)), officialRecorded: true }
      const checklist = preparationOf(row.draft.setup, facts)
      if (!isPrepared(checklist))
        throw new AppError('not_prepared', {
          details: { missing: checklist.filter(({ isDone }) => !isDone).map(({ text }) => text) },
        })
      const frozen = frozenOf(row, ids)
      const { root, fingerprint, count } = judged(row, frozen, record)
      const entry = await entryOf(actor, record)
      const changed = await access.move(actor, scope, row, {
        ...{ event: 'record_official', version: record.version, detail: { root } },
        set: { status: 'counted', frozen, fingerprint, count },
        inside: async () => ({
          official: { ...entry, files: await claim(actor, row, record.fileIds), former: [] },
        }),
      })
      return movedOf(changed, now)
    },

    async correct(actor, id, { reason, ...record }) {
      const { row, scope } = await access.atDesk(actor, 'publish', id)
      const now = clock.now()
      refuseStatus(row.status, ['counted', 'published', 'signed'])
      if (!row.official || !row.frozen || row.count === null)
        throw new AppError('invalid_status', {
          details: { current: row.status, allowedFrom: ['roll_published'] },
        })
      if (row.official.former.length >= MOST_FORMER)
        throw wrongField('body.reason', `最多更正 ${MOST_FORMER} 次，请联系街道`)
      const { root, count } = judged(row, row.frozen, record)
      const entry = await entryOf(actor, record)
      const { former, files: scans, ...replaced } = row.official
      const kept: FormerEntry = {
        ...replaced,
        files: scans,
        ...{ root: row.count.root, signatures: row.signatures, refusals: row.refusals ?? [] },
        ...{ reason, correctedByName: entry.byName, correctedAt: now },
      }
      const changed = await access.move(actor, scope, row, {
        event: 'correct_official',
        version: record.version,
        // Whoever signed the former root has not signed this one.
        set: {
          status: row.status === 'counted' ? 'counted' : 'published',
          ...{ count, signatures: [], refusals: [] },
        },
        detail: { root },
        inside: async () => ({
          official: {
            ...entry,
            files: await claim(actor, row, record.fileIds),
            former: [kept, ...former],
          },
        }),
        // Before publication nobody was asked to sign; afterwards it is another root that asks for a signature.
        also: async () => {
          if (row.status !== 'counted')
            await outbox.add({
              ...{ type: 'poll.corrected', aggregateId: id, communityId: row.communityId },
              payload: { root },
            })
        },
      })
      return movedOf(changed, now)
    },
  }
}

const questionsText = ({ draft }: PollRow, questions: readonly PollQuestion[]): string =>
  [
    draft.title,
    '',
    ...(draft.about === '' ? [] : [draft.about, '']),
    ...questions.flatMap(({ text, method, options }, index) => [
      `问题 ${index + 1}（${methodLabel[method]}）：${text}`,
      ...options.map((option) => `  ${option.key}. ${option.text}`),
      '  弃权',
      '',
    ]),
    `投票时间：${draft.setup.opensOn} 至 ${draft.setup.closesOn}`,
    '',
    '规则',
    ...plainRules(draft.setup),
    '',
  ].join('\n')

const readme = ({ draft, roll }: PollRow): string =>
  `${draft.title}

这些文件用来在政府的电子投票系统里发起同一次表决。

问题和规则.txt   问题、选项、时间、规则
名册.csv         公示过的名册，姓名是遮住的；业主的全名和电话在“人员”里按规定另外导出
                 共 ${roll?.rows ?? 0} 行，指纹 ${roll?.fingerprint ?? ''}

那边的名册应当和这里的一样。表决结束后，请回到这次表决登记结果：每个问题参加和各选项的人数、面积，系统名称，文号，原件照片。
`
