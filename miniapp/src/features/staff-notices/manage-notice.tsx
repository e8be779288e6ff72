import { EARLY_WITHDRAWAL_REASON_MIN, noticeLimits } from '@linli/shared/notices/notices.rules'
import type { StaffNoticeView } from '@linli/shared/notices/notices-desk.schema'
import { addDays, dayOf, dayText } from '@linli/shared/time'
import { useState } from 'react'
import { ApiError } from '@/platform/api-error'
import { sentenceOf } from '@/platform/error-words'
import { pageUrl } from '@/platform/navigate'
import { sendForm } from '@/platform/send-form'
import { useDraft } from '@/platform/use-draft'
import { Banner } from '@/ui/banner'
import { Box } from '@/ui/box'
import { Button } from '@/ui/button'
import { PickerField } from '@/ui/picker-field'
import { Sheet } from '@/ui/sheet'
import { TextField } from '@/ui/text-field'
import { showToast } from '@/ui/toast'
import { useNoticeAct } from './queries'

type Open = 'withdraw' | 'pin'
const REASON_MIN = 2
const PIN_DAYS = 7
const noReason = { reason: '' }

/** What the server lets this person do with a notice that is out or scheduled. */
export function ManageNotice({ notice }: { readonly notice: StaffNoticeView }) {
  const { id, version, abilities, disclosureUntil } = notice
  const act = useNoticeAct()
  const [open, setOpen] = useState<Open>()
  const draft = useDraft(`withdraw:${id}`, noReason)
  const { reason } = draft.value
  const today = dayOf(new Date())
  const [until, setUntil] = useState(addDays(today, PIN_DAYS))
  const early = disclosureUntil !== null && new Date(disclosureUntil) > new Date()
  const needed = early ? EARLY_WITHDRAWAL_REASON_MIN : REASON_MIN
  const close = () => setOpen(undefined)
  const withdraw = () =>
    sendForm(
      act,
      { id, event: 'withdraw', version, reason: reason.trim() },
      {
        forget: draft.clear,
        onSuccess: () => showToast('已撤回，原因会显示给居民'),
        onSettled: close,
      },
    )
  return (
    <Box className="manage-notice">
      {act.error && <Banner kind="alert">{sentenceOf(act.error)}</Banner>}
      <Button kind="outline" to={pageUrl('/packages/notices/detail', { id })}>
        看原文
      </Button>
      {abilities.unschedule && (
        <Button
          kind="outline"
          onTap={() =>
            act.mutate({ id, event: 'unschedule', version }, { onSuccess: () => showToast('已退回草稿') })
          }
        >
          退回草稿
        </Button>
      )}
      {abilities.edit && (
        <Button kind="outline" to={pageUrl('/packages/staff-notices/editor', { id })}>
          修改
        </Button>
      )}
      {abilities.pin && notice.pinned && (
        <Button
          kind="outline"
          onTap={() =>
            act.mutate({ id, event: 'unpin', version }, { onSuccess: () => showToast('已取消置顶') })
          }
        >
          取消置顶
        </Button>
      )}
      {abilities.pin && !notice.pinned && (
        <Button kind="outline" onTap={() => setOpen('pin')}>
          置顶
        </Button>
      )}
      {abilities.withdraw && (
        <Button kind="danger" onTap={() => setOpen('withdraw')}>
          撤回
        </Button>
      )}
      <Sheet
        open={open === 'withdraw'}
        title="撤回这条通知吗"
        onClose={close}
        acts={
          <>
            <Button kind="outline" onTap={close}>
              再想想
            </Button>
            <Button
              kind="danger-main"
              disabled={reason.trim().length < needed}
              busy={act.isPending && '正在撤回'}
              onTap={withdraw}
            >
              撤回
            </Button>
          </>
        }
      >
        {early && (
          <Banner kind="wait">
            {`居务公开要到 ${dayText(dayOf(new Date(disclosureUntil)), today)} 才满 15 天。现在撤下，原因会一直公开显示`}
          </Banner>
        )}
        <TextField
          id="withdraw-reason"
          label="原因"
          lines={3}
          maxLength={noticeLimits.reason}
          value={reason}
          onChange={(value) => draft.change({ reason: value })}
          help={`居民会看到，至少 ${needed} 个字`}
          error={act.error instanceof ApiError ? act.error.issueAt('reason') : undefined}
        />
      </Sheet>
      <Sheet
        open={open === 'pin'}
        title="置顶到哪一天"
        onClose={close}
        acts={
          <Button
            busy={act.isPending && '正在置顶'}
            onTap={() =>
              act.mutate(
                { id, event: 'pin', version, until },
                { onSuccess: () => showToast('已置顶'), onSettled: close },
              )
            }
          >
            置顶
          </Button>
        }
      >
        <PickerField
          id="pin-until"
          label="到期自动取消"
          kind="date"
          value={until}
          from={today}
          onChange={setUntil}
        />
      </Sheet>
    </Box>
  )
}
