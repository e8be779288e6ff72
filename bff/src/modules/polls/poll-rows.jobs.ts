import { pollPermissions } from '@linli/shared/polls/polls.permissions'
import { momentText } from '@linli/shared/time'
import type { Clock } from '../../platform/clock'
import type { Outbox } from '../../platform/outbox'
import type { PollRow } from './poll.model'
import { createRowTelling, isHeldUnused, type RowTellingDeps } from './poll-row-telling'
import type { PollPeople } from './polls.ports'

/** What the people of a row are told of a cast that was not made on their own phone, by its channel. */
const castTitle: Readonly<Record<string, string>> = {
  proxy: '受您委托的人替您投了票',
  paper: '社区录入了您的纸质票',
  doorstep: '社区录入了您在家门口填的票',
}

export interface PollRowsJobsDeps extends RowTellingDeps {
  readonly people: Pick<PollPeople, 'holdersAt'>
  readonly outbox: Pick<Outbox, 'registerHandler'>
  readonly clock: Clock
}

/** What the people of a row are told of what others do about their vote. */
export function registerPollRowsJobs(deps: PollRowsJobsDeps): void {
  const { people, inbox, outbox, clock } = deps
  const { found, tell, othersOf, settle } = createRowTelling(deps)

  /** What the desk can do something about where the phone reaches nobody. */
  async function tellDesk(
    poll: PollRow,
    message: { readonly title: string; readonly text: string; readonly dedupeKey: string },
  ): Promise<void> {
    const holders = await people.holdersAt([poll.communityId], pollPermissions.desk.roles)
    await inbox.deliver({
      ...{ communityId: poll.communityId, topic: 'poll_desk', targetId: poll._id, needsAct: false },
      ...message,
      recipients: [...new Set(holders.map(({ accountId }) => accountId))].map((accountId) => ({
        ...{ accountId, wechat: false },
      })),
    })
  }

  // Somebody cast for a row that others share, or by another way than before.
  outbox.registerHandler('poll.row_cast', 'polls.tell_sharers', async (event) => {
    const known = await found(event)
    if (!known) return
    // A row that was opened again has its vote.
    if (known.row.notMe?.finding?.annulled) await settle(known)
    await tell(known, othersOf(known, event), {
      title: castTitle[String(event.payload['via'])] ?? '有人替您共有的这一票投了票',
      text: `“${known.poll.draft.title}”：${known.row.label} 的票已经记下，以截止前最后一次为准。如果不对，请在截止前打开看一看。`,
      dedupeKey: `poll.row_cast:${event.id}`,
    })
  })

  // A mandate that nobody gave would otherwise be noticed when it has been used.
  outbox.registerHandler('poll.mandate_given', 'polls.tell_principal', async (event) => {
    const known = await found(event)
    // Taken back before anybody heard of it.
    if (!known?.row.proxy) return
    await tell(known, known.row.personIds, {
      title: '社区登记了您的投票委托',
      text: `“${known.poll.draft.title}”：${known.row.label} 这一票由${known.row.proxy.holderLabel}代投。不是您的意思，请打开收回。`,
      dedupeKey: `poll.mandate_given:${event.id}`,
    })
    // Who promised it weeks ago finds the way to the ballot, and the last moment for it.
    await tell(known, [known.row.proxy.holderId], {
      title: '有人委托您代投一票',
      text: `“${known.poll.draft.title}”：${known.row.label} 这一票由您代投，请在 ${momentText(known.poll.closesAt, clock.now())} 前投出。不愿意代投，请告诉社区。`,
      dedupeKey: `poll.mandate_given:holder:${event.id}`,
    })
  })
  // Two records were one human, who holds no more mandates than one human may.
  outbox.registerHandler('poll.mandates_over', 'polls.tell_over', async (event) => {
    const { rowIds } = event.payload
    const ids = Array.isArray(rowIds) ? rowIds.map(String) : []
    let poll: PollRow | undefined
    const left: string[] = []
    for (const rowId of ids) {
      const known = await found({ ...event, payload: { rowId } })
      if (!known) continue
      poll = known.poll
      left.push(known.row.label)
      // What was cast by it stands: its voter is told of that already.
      if (known.row.via === 'proxy') continue
      await tell(known, known.row.personIds, {
        title: '您的投票委托不能用了',
        text: `“${poll.draft.title}”：您委托的人替别人代投的份数已经满了，${known.row.label} 这一票请自己投，或者收回委托另找一位。`,
        dedupeKey: `poll.mandates_over:${event.id}:${rowId}`,
      })
    }
    if (poll === undefined) return
    await tellDesk(poll, {
      title: `合并档案后，有 ${left.length} 份委托不能用了`,
      text: `“${poll.draft.title}”：两份档案是同一个人，一个人接受的委托超过了规定的份数。${left.join('、')}的委托停用，没有手机的请上门说一声。`,
      dedupeKey: `poll.mandates_over:desk:${event.id}`,
    })
  })
  // The holder's account is gone, and nobody would vote by the mandate.
  outbox.registerHandler('poll.mandate_holder_left', 'polls.tell_left', async (event) => {
    const known = await found(event)
    if (!known || !isHeldUnused(known.row)) return
    const { poll, row } = known
    const key = `poll.mandate_holder_left:${row._id}:${row.proxy?.holderId}`
    await tell(known, row.personIds, {
      title: '您委托的人注销了账号，不能替您投票了',
      text: `“${poll.draft.title}”：${row.label} 这一票请在 ${momentText(poll.closesAt, clock.now())} 前自己投，或者收回委托，请社区换一位。`,
      dedupeKey: key,
    })
    await tellDesk(poll, {
      title: '接受投票委托的居民注销了账号',
      text: `“${poll.draft.title}”：${row.label} 的委托没有人能用手机投了，委托的人没有手机的请上门说一声。`,
      dedupeKey: `${key}:desk`,
    })
  })
  outbox.registerHandler('poll.mandate_taken_back', 'polls.tell_both', async (event) => {
    const known = await found(event)
    if (!known) return
    const { poll, row } = known
    await tell(known, othersOf(known, event), {
      title: '您这一票的委托收回了',
      text: `“${poll.draft.title}”：${row.label} 这一票不再由别人代投，请在截止前自己投。`,
      dedupeKey: `poll.mandate_taken_back:${event.id}`,
    })
    await tell(known, [String(event.payload['holderId'])], {
      title: '有一份委托收回了，您不用代投了',
      text: `“${poll.draft.title}”：${row.label} 这一票由本人自己投。`,
      dedupeKey: `poll.mandate_taken_back:holder:${event.id}`,
    })
  })
}
