import type { PollDeskView } from '@linli/shared/polls/poll-desk.schema'
import { useState } from 'react'
import { ActSheet } from '@/features/staff-people/act-sheet'
import { ApiError } from '@/platform/api-error'
import { sentenceOf } from '@/platform/error-words'
import { pageUrl } from '@/platform/navigate'
import { savePrivate } from '@/platform/save-private'
import { sendForm } from '@/platform/send-form'
import { useDraft } from '@/platform/use-draft'
import { Banner } from '@/ui/banner'
import { Box } from '@/ui/box'
import { Button } from '@/ui/button'
import { ConfirmSheet } from '@/ui/confirm-sheet'
import { TextField } from '@/ui/text-field'
import { showToast } from '@/ui/toast'
import { FactsSheet } from './facts-sheet'
import { useCancelPoll, usePollEvent, type PollEventName } from './queries'
import './staff-polls.scss'

interface Act {
  readonly event: PollEventName
  /** Name of the ability the server tells. */
  readonly ability: string
  readonly label: string
  readonly done: string
  readonly question: string
  readonly consequence: string
  readonly danger?: boolean
}

/** In the order in which a poll goes through them; what goes back or ends comes last. */
const acts: readonly Act[] = [
  {
    ...{ event: 'prepare', ability: 'prepare', label: '定下设置', done: '设置定下了，可以公示名册' },
    question: '设置就这样定吗',
    consequence: '定下以后公示名册。要改还可以退回草稿。',
  },
  {
    ...{ event: 'publishRoll', ability: 'publish_roll', label: '公示名册', done: '名册已经公示' },
    question: '按今天的登记生成名册并公示吗',
    consequence: '全社区都能看到遮住姓名的名册，从今天开始可以提异议。',
  },
  {
    ...{ event: 'freeze', ability: 'freeze', label: '锁定，到时投票', done: '已锁定，到时自动开始投票' },
    question: '锁定问题、规则和名册吗',
    consequence: '锁定后谁都改不了，到开始的时刻自动开放，到截止的时刻自动截止。',
  },
  {
    ...{ event: 'count', ability: 'count', label: '计票', done: '计票完成' },
    question: '现在计票吗',
    consequence: '纸票要先录完。没有收回来的纸票会写在公示板上。',
  },
  {
    ...{ event: 'publish', ability: 'publish', label: '公布结果', done: '结果已经公布' },
    question: '公布结果吗',
    consequence: '全社区都能看到结果，也能下载公示板自己数。',
  },
  {
    ...{ event: 'revise', ability: 'revise', label: '退回草稿', done: '已退回草稿' },
    question: '退回草稿吗',
    consequence: '退回后可以改设置，改好再定。',
  },
  {
    ...{ event: 'withdrawRoll', ability: 'withdraw_roll', label: '收回名册', done: '名册已经收回' },
    question: '收回名册吗',
    consequence: '收回后按新的登记重新生成，公示期重新算。',
  },
  {
    ...{ event: 'discard', ability: 'discard', label: '作废', done: '已作废', danger: true },
    question: '这次表决作废吗',
    consequence: '作废以后不能再用，名册一起删去。',
  },
]
const mains: readonly PollEventName[] = ['prepare', 'publishRoll', 'freeze', 'count', 'publish']

/** What has to be there first, from a refused freezing. */
const missingOf = (error: Error | null): readonly string[] => {
  if (!(error instanceof ApiError) || error.code !== 'not_prepared') return []
  const { missing } = error.details
  return Array.isArray(missing) ? missing.map(String) : []
}

/** Why the set-up was refused, field by field: this page has no form beside which the reasons could stand. */
const reasonOf = (error: Error): string => {
  const issues = error instanceof ApiError ? error.issues.map(({ message }) => message) : []
  return issues.length === 0 ? sentenceOf(error) : `请先改设置：${issues.join('；')}`
}

/** Kept on this device until it has arrived: everybody will read it. */
const noReason = { reason: '' }

function CancelSheet({ poll, onClose }: { readonly poll: PollDeskView; readonly onClose: () => void }) {
  const cancel = useCancelPoll(poll.id)
  const { value, change, clear } = useDraft(`cancel-poll:${poll.id}`, noReason)
  const { reason } = value
  const issue = cancel.error instanceof ApiError ? cancel.error.issueAt('reason') : undefined
  return (
    <ActSheet
      open
      danger
      title="中止这次表决吗"
      act="中止"
      busy={cancel.isPending && '正在中止'}
      disabled={reason.trim().length < 5}
      error={issue === undefined ? cancel.error : null}
      onAct={() =>
        sendForm(
          cancel,
          { version: poll.version, reason: reason.trim() },
          {
            forget: clear,
            onSuccess: () => {
              showToast('已中止，理由大家都能看到')
              onClose()
            },
          },
        )
      }
      onClose={onClose}
    >
      中止后已经投的票不计，谁也看不到。理由公开。
      <TextField
        id="cancel-reason"
        label="理由"
        lines={3}
        maxLength={300}
        value={reason}
        onChange={(typed) => change({ reason: typed })}
        error={issue}
      />
    </ActSheet>
  )
}

/** What may be done with the poll now; the server has told each, and judges it again. */
export function DeskActs({ poll }: { readonly poll: PollDeskView }) {
  const run = usePollEvent(poll.id)
  const [asking, setAsking] = useState<Act>()
  const [sheet, setSheet] = useState<'facts' | 'cancel'>()
  const [saving, setSaving] = useState(false)
  const [saveError, setSaveError] = useState<unknown>()
  const may = (ability: string) => poll.abilities[ability] === true
  const offered = acts.filter(({ ability }) => may(ability))
  const missing = missingOf(run.error)
  const hasFacts = may('write') && (poll.phase === 'preparing' || poll.phase === 'roll_published')
  // The list is as old as the page, the server's judgement is not: the act steps back and can still be tried.
  const lacking = poll.checklist.filter(({ isDone }) => !isDone).map(({ text }) => text)
  const lackingText = `还不能锁定，缺 ${lacking.length} 样：${lacking.join('；')}`
  const unentered = poll.closing === null ? 0 : poll.closing.marked - poll.closing.entered
  const unenteredText = `还有 ${unentered} 张发出的纸票没有录。收回来的请先录完，计票以后不能再录；没有收回来的，张数写在公示板上。`
  /** What stands against an act that can be tried all the same. */
  const againstOf = ({ event }: Act): string | undefined =>
    event === 'freeze' && lacking.length > 0
      ? lackingText
      : event === 'count' && unentered > 0
        ? unenteredText
        : undefined
  const isSecret = poll.secrecy === 'secret'
  const hasPaper =
    may('desk') &&
    (poll.phase === 'open' || (isSecret && (poll.phase === 'sealing' || poll.phase === 'waiting')))
  const paperText = !isSecret || poll.phase === 'sealing' ? '录入纸票' : '发纸票'
  const download = async (file: string, name: string) => {
    setSaving(true)
    setSaveError(undefined)
    try {
      if (!(await savePrivate(`/staff/polls/${poll.id}/${file}`, `${poll.title} ${name}.zip`)))
        showToast('没有下载成功，请再试一次')
    } catch (error) {
      setSaveError(error)
    } finally {
      setSaving(false)
    }
  }
  const to = (page: string) => pageUrl(`/packages/staff-council/${page}`, { id: poll.id })
  return (
    <>
      {run.error && missing.length === 0 && <Banner kind="alert">{reasonOf(run.error)}</Banner>}
      {missing.length > 0 && <Banner kind="alert">{`还不能锁定：${missing.join('；')}`}</Banner>}
      {missing.length === 0 &&
        offered.flatMap((act) => {
          const against = againstOf(act)
          return against === undefined ? (
            []
          ) : (
            <Banner key={act.event} kind="wait">
              {against}
            </Banner>
          )
        })}
      {saveError !== undefined && <Banner kind="alert">{sentenceOf(saveError)}</Banner>}
      <Box className="polldesk-acts">
        {offered
          .filter(({ event }) => mains.includes(event))
          .map((act) => (
            <Button
              key={act.event}
              kind={againstOf(act) === undefined ? 'main' : 'outline'}
              onTap={() => setAsking(act)}
            >
              {act.label}
            </Button>
          ))}
        {hasPaper && <Button to={to('paper')}>{paperText}</Button>}
        {may('record_official') && <Button to={to('official')}>登记官方系统的结果</Button>}
        {may('official_pack') && (
          <Button
            kind="outline"
            icon="download"
            busy={saving && '正在下载'}
            onTap={() => void download('official-pack', '官方系统用')}
          >
            导出名册和问题
          </Button>
        )}
        {may('correct_official') && (
          <Button kind="outline" to={to('official')}>
            更正登记的结果
          </Button>
        )}
        {may('sign') && (
          <Button to={to('sign')}>{poll.isOfficial ? '核对原件，签认' : '数一遍，签认'}</Button>
        )}
        {hasFacts && (
          <Button kind="outline" onTap={() => setSheet('facts')}>
            登记准备情况
          </Button>
        )}
        {may('write') && poll.phase === 'draft' && (
          <Button kind="outline" to={to('setup')}>
            改设置
          </Button>
        )}
        {poll.phase !== 'draft' && poll.phase !== 'preparing' && poll.phase !== 'discarded' && (
          <Button kind="outline" icon="document" to={to('text')}>
            公告文字
          </Button>
        )}
        {may('evidence') && (
          <Button
            kind="outline"
            icon="download"
            busy={saving && '正在下载'}
            onTap={() => void download('evidence', '证据包')}
          >
            下载证据包
          </Button>
        )}
        {offered
          .filter(({ event }) => !mains.includes(event))
          .map((act) => (
            <Button key={act.event} kind={act.danger ? 'danger' : 'outline'} onTap={() => setAsking(act)}>
              {act.label}
            </Button>
          ))}
        {may('cancel') && (
          <Button kind="danger" onTap={() => setSheet('cancel')}>
            中止
          </Button>
        )}
      </Box>
      {asking && (
        <ConfirmSheet
          open
          question={asking.question}
          consequence={againstOf(asking) ?? asking.consequence}
          act={asking.label}
          danger={asking.danger ?? false}
          busy={run.isPending ? '正在办' : undefined}
          onConfirm={() =>
            run.mutate(
              { event: asking.event, version: poll.version },
              { onSuccess: () => showToast(asking.done), onSettled: () => setAsking(undefined) },
            )
          }
          onCancel={() => setAsking(undefined)}
        />
      )}
      {sheet === 'facts' && <FactsSheet poll={poll} onClose={() => setSheet(undefined)} />}
      {sheet === 'cancel' && <CancelSheet poll={poll} onClose={() => setSheet(undefined)} />}
    </>
  )
}
