import { bookingOutcomeLabel } from '@linli/shared/bookings/bookings.machine'
import type { DeskBookingView } from '@linli/shared/bookings/hall.schema'
import { useState } from 'react'
import { AnswerList } from '@/features/bookings/answer-list'
import { CancelSheet } from '@/features/bookings/cancel-sheet'
import { hasRest, seriesSentence } from '@/features/bookings/series-words'
import { Attachments } from '@/features/notices/attachments'
import { ApiError } from '@/platform/api-error'
import { sentenceOf } from '@/platform/error-words'
import { Banner } from '@/ui/banner'
import { Box } from '@/ui/box'
import { Button } from '@/ui/button'
import { ConfirmSheet } from '@/ui/confirm-sheet'
import { InfoList } from '@/ui/info-list'
import { Sheet } from '@/ui/sheet'
import { showToast } from '@/ui/toast'
import { comesFirst, roomText, spanOf, timeOf } from './day-words'
import { MoveSheet } from './move-sheet'
import type { HallAct, useHallAct } from './queries'

/** What is said with one tap at the counter is made up for on a later day where nothing was written down. */
const finishWord = ({ group, status }: DeskBookingView): string =>
  status === 'unrecorded' ? '补登结果' : group === null ? '办完' : '用完了'

type OneTap = Exclude<HallAct['event'], 'finish' | 'transfer' | 'cancel'>

const toasts: Readonly<Record<OneTap, string>> = {
  admit: '已签到，排进队里',
  recall: '又叫了一次',
  skip: '已过号，叫下一位',
  miss: '已记为没来',
  pardon: '已谅解，不计入次数',
}
const underWay: Readonly<Record<OneTap, string>> = {
  admit: '正在签到',
  recall: '正在叫号',
  skip: '正在过号',
  miss: '正在记下',
  pardon: '正在谅解',
}

interface BookingActsProps {
  readonly item: DeskBookingView
  readonly act: ReturnType<typeof useHallAct>
  readonly onFinish: () => void
  readonly onTransfer: () => void
  readonly onDone?: () => void
}

/** The acts the server allows with one booking now; what cannot be taken back is asked for once more. */
export function BookingActs({ item, act, onFinish, onTransfer, onDone }: BookingActsProps) {
  const { abilities, id, version } = item
  const [missing, setMissing] = useState(false)
  const [cancelling, setCancelling] = useState(false)
  const [moving, setMoving] = useState(false)
  // On a slow network who taps again would be told that a colleague was faster.
  const busy = (event: OneTap) =>
    act.isPending && act.variables.id === id && act.variables.event === event && underWay[event]
  const tap = (event: OneTap) => () =>
    act.mutate(
      { event, id, version },
      {
        onSuccess: (next) => {
          showToast(
            event === 'admit' && next.queueNumber !== null ? `已签到，${next.queueNumber}` : toasts[event],
          )
          onDone?.()
        },
        onSettled: () => setMissing(false),
      },
    )
  return (
    <Box className="desk-acts">
      {abilities.finish && <Button onTap={onFinish}>{finishWord(item)}</Button>}
      {abilities.admit && (
        <Button busy={busy('admit')} onTap={tap('admit')}>
          签到取号
        </Button>
      )}
      {abilities.recall && (
        <Button kind="tint" busy={busy('recall')} onTap={tap('recall')}>
          再叫一次
        </Button>
      )}
      {abilities.skip && (
        <Button kind="outline" busy={busy('skip')} onTap={tap('skip')}>
          过号
        </Button>
      )}
      {abilities.transfer && (
        <Button kind="outline" onTap={onTransfer}>
          转窗口
        </Button>
      )}
      {abilities.miss && (
        <Button kind="outline" onTap={() => setMissing(true)}>
          没来
        </Button>
      )}
      {abilities.move && (
        <Button kind="outline" onTap={() => setMoving(true)}>
          改时间
        </Button>
      )}
      {abilities.cancel && (
        <Button kind="outline" onTap={() => setCancelling(true)}>
          替他取消
        </Button>
      )}
      {abilities.pardon && (
        <Button kind="tint" busy={busy('pardon')} onTap={tap('pardon')}>
          谅解
        </Button>
      )}
      {moving && <MoveSheet item={item} onClose={() => setMoving(false)} />}
      <CancelSheet
        open={cancelling}
        hasRest={hasRest(item)}
        busy={act.isPending}
        onClose={() => setCancelling(false)}
        onCancel={(rest) =>
          act.mutate(
            { event: 'cancel', id, version, rest },
            {
              onSuccess: () => {
                showToast(rest ? '这次和后面的都取消了，已告诉居民' : '已取消，已告诉居民')
                onDone?.()
              },
              onSettled: () => setCancelling(false),
            },
          )
        }
      />
      <ConfirmSheet
        open={missing}
        question="记为没有来吗"
        consequence="居民会收到提醒，几次没来会暂停网上预约"
        act="记为没来"
        danger
        busy={busy('miss') || undefined}
        onCancel={() => setMissing(false)}
        onConfirm={tap('miss')}
      />
    </Box>
  )
}

/** What went wrong with the last act; a colleague may have been faster. */
export function ActTrouble({ act }: { readonly act: ReturnType<typeof useHallAct> }) {
  if (act.error === null) return null
  const raced = act.error instanceof ApiError && act.error.status === 409
  return (
    <Banner kind={raced ? 'wait' : 'alert'} onClose={() => act.reset()}>
      {raced ? '同事刚办过这一条，已刷新' : sentenceOf(act.error)}
    </Banner>
  )
}

interface BookingSheetProps extends Omit<BookingActsProps, 'onDone'> {
  /** The rooms of the desk have names. */
  readonly namedRooms: boolean
  readonly onClose: () => void
}

/** One booking of the day, over the list. */
export function BookingSheet({ item, act, namedRooms, onFinish, onTransfer, onClose }: BookingSheetProps) {
  const room = roomText(item, namedRooms, new Date())
  return (
    <Sheet
      open
      title={`${item.queueNumber ?? timeOf(item)} ${item.service.label}`}
      onClose={onClose}
      acts={
        <Button kind="outline" onTap={onClose}>
          关上
        </Button>
      }
    >
      <ActTrouble act={act} />
      <InfoList
        facts={[
          { name: '状态', value: item.statusLabel, strong: true },
          {
            name: item.group === null ? '谁来办' : '谁来用',
            value: comesFirst(item) ? `${item.forLabel}，长辈优先` : item.forLabel,
          },
          { name: '约的时间', value: item.startsAt === null ? '没有预约，现场取号' : spanOf(item) },
          ...(room === undefined ? [] : [{ name: '哪一间', value: room }]),
          { name: '编号', value: item.number },
          ...(item.group === null
            ? []
            : [
                { name: '用途', value: item.group.purpose },
                { name: '人数', value: `${item.group.heads} 人` },
                ...(item.group.organisation === '' ? [] : [{ name: '单位', value: item.group.organisation }]),
              ]),
          ...(item.series === null ? [] : [{ name: '连着约的', value: seriesSentence(item.series) }]),
          ...(item.outcome === null || item.group !== null
            ? []
            : [{ name: '结果', value: bookingOutcomeLabel[item.outcome] }]),
          ...(item.missing === '' ? [] : [{ name: '一次告知', value: item.missing }]),
        ]}
      />
      {item.documents.length > 0 && <Attachments files={item.documents} />}
      {item.answers.length > 0 && <AnswerList answers={item.answers} />}
      <BookingActs item={item} act={act} onFinish={onFinish} onTransfer={onTransfer} onDone={onClose} />
    </Sheet>
  )
}
