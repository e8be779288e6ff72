import { dayOf, instantOf, momentText } from '@linli/shared/time'
import { useState } from 'react'
import { sentenceOf } from '@/platform/error-words'
import { pageUrl, replacePage } from '@/platform/navigate'
import { Banner } from '@/ui/banner'
import { Button } from '@/ui/button'
import { ConfirmSheet } from '@/ui/confirm-sheet'
import { PickerField } from '@/ui/picker-field'
import { Sheet } from '@/ui/sheet'
import { showToast } from '@/ui/toast'
import { mayPublish, type NoticeCheck } from './notice-checks'
import { usualPublishTime } from './publish-time'
import { useNoticeAct } from './queries'
import type { NoticeEditorState } from './use-notice-editor'

interface PublishActsProps {
  readonly editor: NoticeEditorState
  readonly checks: readonly NoticeCheck[]
  readonly households: number | undefined
}

const minutesOf = (time: string): number => {
  const [hours = 0, minutes = 0] = time.split(':').map(Number)
  return hours * 60 + minutes
}

/** Schedule or publish: saves first, then asks once, then does it. */
export function PublishActs({ editor, checks, households }: PublishActsProps) {
  const [asking, setAsking] = useState<'publish' | 'schedule' | 'stopped'>()
  const [busy, setBusy] = useState(false)
  const now = new Date()
  const usual = usualPublishTime(now)
  const [day, setDay] = useState(usual.day)
  const [time, setTime] = useState(usual.time)
  const act = useNoticeAct()
  const publishAt = instantOf(day, minutesOf(time))
  const stopped = checks.filter(({ state }) => state === 'stop')

  const ask = (what: 'publish' | 'schedule') => setAsking(mayPublish(checks) ? what : 'stopped')
  const run = async (what: 'publish' | 'schedule') => {
    setBusy(true)
    const stored = await editor.flush()
    if (stored === undefined) {
      setBusy(false)
      setAsking(undefined)
      return
    }
    const { id, version } = stored
    act.mutate(
      what === 'publish'
        ? { id, event: 'publish', version }
        : { id, event: 'schedule', version, publishAt: publishAt.toISOString() },
      {
        onSuccess: () => {
          showToast(what === 'publish' ? '已经发出' : `将在 ${momentText(publishAt, new Date())} 发出`)
          replacePage(
            what === 'publish'
              ? pageUrl('/packages/staff-notices/reach', { id })
              : '/packages/staff-notices/list',
          )
        },
        onSettled: () => {
          setBusy(false)
          setAsking(undefined)
        },
      },
    )
  }
  return (
    <>
      {act.error && <Banner kind="alert">{sentenceOf(act.error)}</Banner>}
      <Button kind="outline" icon="clock" onTap={() => ask('schedule')}>
        定时发布
      </Button>
      <Button id="publish" onTap={() => ask('publish')}>
        {households === undefined ? '发布' : `发给 ${households} 户`}
      </Button>
      <ConfirmSheet
        open={asking === 'publish'}
        question={households === undefined ? '还没有数出是多少户，要发出吗' : `把通知发给 ${households} 户吗`}
        consequence="发出后不能再改内容，可以撤回并写明原因"
        act="发出"
        busy={busy ? '正在发出' : undefined}
        onConfirm={() => void run('publish')}
        onCancel={() => setAsking(undefined)}
      />
      <Sheet
        open={asking === 'schedule'}
        title="什么时候发"
        onClose={() => setAsking(undefined)}
        acts={
          <>
            <Button kind="outline" onTap={() => setAsking(undefined)}>
              再想想
            </Button>
            <Button
              disabled={publishAt <= new Date()}
              busy={busy && '正在安排'}
              onTap={() => void run('schedule')}
            >
              按时发出
            </Button>
          </>
        }
      >
        <PickerField
          id="publish-day"
          label="日期"
          kind="date"
          value={day}
          from={dayOf(now)}
          onChange={setDay}
        />
        <PickerField
          id="publish-time"
          label="时间"
          kind="time"
          value={time}
          onChange={setTime}
          error={publishAt <= new Date() ? '这个时间已经过去，请选晚一点' : undefined}
        />
      </Sheet>
      <Sheet
        open={asking === 'stopped'}
        title="还不能发布"
        onClose={() => setAsking(undefined)}
        acts={<Button onTap={() => setAsking(undefined)}>回去修改</Button>}
      >
        {stopped.map(({ text }) => text).join('；')}
      </Sheet>
    </>
  )
}
