import { privateMarksSentence, withoutPrivateMarks } from '@linli/shared/opinions/public-text.rules'
import { rejectReasonCodes, rejectReasons } from '@linli/shared/opinions/opinions.catalogue'
import type { StaffOpinionView } from '@linli/shared/opinions/workbench.schema'
import { useState } from 'react'
import { sendForm } from '@/platform/send-form'
import { useDraft } from '@/platform/use-draft'
import { Box } from '@/ui/box'
import { Button } from '@/ui/button'
import { OptionGroup } from '@/ui/option-group'
import { Sheet } from '@/ui/sheet'
import { TextField } from '@/ui/text-field'
import { showToast } from '@/ui/toast'
import { HandlingActs } from './handling-acts'
import type { useCaseAct } from './queries'

interface CaseActsProps {
  readonly item: StaffOpinionView
  readonly act: ReturnType<typeof useCaseAct>
  /** The case may be somebody else's to see from now on. */
  readonly onGone?: (() => void) | undefined
}

interface SheetProps extends CaseActsProps {
  readonly open: boolean
  readonly onClose: () => void
}

const noReason = { reason: '', text: '' }

/** A listed reason, each with the right address that the resident is told. */
function RejectSheet({ item, act, open, onClose }: SheetProps) {
  const draft = useDraft(`reject:${item.id}`, noReason)
  const { text } = draft.value
  const reason = rejectReasonCodes.find((code) => code === draft.value.reason)
  const send = () => {
    if (reason === undefined) return
    const more = text.trim()
    sendForm(
      act,
      { event: 'reject', version: item.version, reason, ...(more !== '' && { text: more }) },
      {
        forget: draft.clear,
        onSuccess: () => showToast('已告诉居民不受理的原因'),
        onSettled: onClose,
      },
    )
  }
  return (
    <Sheet
      open={open}
      title="为什么不受理"
      onClose={onClose}
      acts={
        <>
          <Button kind="outline" onTap={onClose}>
            再想想
          </Button>
          <Button
            kind="danger-main"
            disabled={reason === undefined}
            busy={act.isPending && '正在告知'}
            onTap={send}
          >
            不受理
          </Button>
        </>
      }
    >
      <OptionGroup
        id="reject-reason"
        label="为什么不受理"
        options={rejectReasonCodes.map((code) => ({
          value: code,
          title: rejectReasons[code].label,
          detail: `告诉居民：${rejectReasons[code].advice}`,
        }))}
        chosen={reason === undefined ? [] : [reason]}
        onChange={([value]) => draft.change({ reason: value ?? '' })}
      />
      <TextField
        id="reject-text"
        label="再说明一句"
        optional
        lines={2}
        maxLength={200}
        value={text}
        onChange={(value) => draft.change({ text: value })}
      />
    </Sheet>
  )
}

/** The words everybody may read: names, doors and phone numbers are taken out by a person. */
function PublishSheet({ item, act, open, onClose }: SheetProps) {
  const draft = useDraft(`public:${item.id}`, { text: item.text })
  const { text } = draft.value
  const marks = privateMarksSentence(text)
  const send = () =>
    sendForm(
      act,
      { event: 'makePublic', version: item.version, text: text.trim() },
      {
        forget: draft.clear,
        onSuccess: () => showToast('已放到公开答复'),
        onSettled: onClose,
      },
    )
  return (
    <Sheet
      open={open}
      title="公开之前，请去掉姓名、门牌和电话"
      onClose={onClose}
      acts={
        <>
          <Button kind="outline" onTap={onClose}>
            再想想
          </Button>
          <Button disabled={marks !== null} busy={act.isPending && '正在公开'} onTap={send}>
            公开
          </Button>
        </>
      }
    >
      <TextField
        id="public-text"
        label="邻居看到的内容"
        lines={5}
        maxLength={500}
        value={text}
        onChange={(value) => draft.change({ text: value })}
        error={marks ?? undefined}
      />
      {marks !== null && (
        <Button kind="tint" onTap={() => draft.change({ text: withoutPrivateMarks(text) })}>
          隐去这些
        </Button>
      )}
    </Sheet>
  )
}

/** The one-tap events the server allows now. */
export function CaseActs({ item, act, onGone }: CaseActsProps) {
  const { abilities, version } = item
  const [sheet, setSheet] = useState<'reject' | 'publish'>()
  const tap = (event: 'accept' | 'start' | 'makePrivate', done: string) => () =>
    act.mutate({ event, version }, { onSuccess: () => showToast(done) })
  return (
    <Box className="case-acts">
      {abilities.accept && (
        <Button busy={act.isPending && '正在受理'} onTap={tap('accept', '已受理，期限开始计算')}>
          受理
        </Button>
      )}
      {abilities.start && (
        <Button kind="tint" busy={act.isPending && '正在标记'} onTap={tap('start', '已标为办理中')}>
          开始办理
        </Button>
      )}
      <HandlingActs item={item} act={act} onGone={onGone} />
      {abilities.reject && (
        <Button kind="outline" onTap={() => setSheet('reject')}>
          不受理
        </Button>
      )}
      {abilities.makePublic && (
        <Button kind="outline" onTap={() => setSheet('publish')}>
          公开
        </Button>
      )}
      {abilities.makePrivate && (
        <Button
          kind="outline"
          busy={act.isPending && '正在撤下'}
          onTap={tap('makePrivate', '已从公开答复撤下')}
        >
          取消公开
        </Button>
      )}
      <RejectSheet item={item} act={act} open={sheet === 'reject'} onClose={() => setSheet(undefined)} />
      {sheet === 'publish' && <PublishSheet item={item} act={act} open onClose={() => setSheet(undefined)} />}
    </Box>
  )
}
