import { homeRequestStatusLabel } from '@linli/shared/homes/homes.machine'
import type { MyRequestView } from '@linli/shared/homes/home-requests.schema'
import { relationLabel } from '@linli/shared/session/relations'
import { useState } from 'react'
import { ApiError } from '@/platform/api-error'
import { sentenceOf } from '@/platform/error-words'
import { forgetEnd } from '@/platform/forget-end'
import { sendForm } from '@/platform/send-form'
import { useAfterUploads } from '@/platform/use-after-uploads'
import { useDraft } from '@/platform/use-draft'
import { useUploads } from '@/platform/use-uploads'
import { PhotoField } from '@/features/opinions/text-step'
import { Banner } from '@/ui/banner'
import { Button } from '@/ui/button'
import { ConfirmSheet } from '@/ui/confirm-sheet'
import { focusField } from '@/ui/focus'
import { ListRow } from '@/ui/list-row'
import { SectionTitle } from '@/ui/section-title'
import { StatusPill } from '@/ui/status-pill'
import { Surface } from '@/ui/surface'
import { TextField } from '@/ui/text-field'
import { showToast } from '@/ui/toast'
import { useRequestAct } from './queries'
import { requestLine, requestTone } from './words'

/** What the office asked, and the answer to it. */
function Supplement({ item }: { readonly item: MyRequestView }) {
  const { id, version } = item
  const act = useRequestAct(id)
  const draft = useDraft(`home-supplement:${id}`, { text: '' })
  const uploads = useUploads('home_proof', 1)
  const [tried, setTried] = useState(false)
  const text = draft.value.text.trim()
  const failed = act.error instanceof ApiError ? act.error : undefined
  const isEmpty = text === '' && uploads.items.length === 0
  const arrived = useAfterUploads(uploads, () =>
    sendForm(
      act,
      { act: 'supplement', version, proofId: uploads.fileIds[0], ...(text !== '' && { text }) },
      {
        forget: () => {
          draft.clear()
          uploads.clear()
        },
        onSuccess: () => showToast('补充已经送到'),
      },
    ),
  )
  const send = () => {
    setTried(true)
    if (isEmpty) return focusField(`supplement-${id}`)
    arrived.send()
  }
  return (
    <Surface padded className="home-supplement">
      {act.error && <Banner kind="alert">{`${sentenceOf(act.error)}。您写的内容还在`}</Banner>}
      <Banner kind="wait">{`社区问您：${item.asked ?? ''}`}</Banner>
      <TextField
        id={`supplement-${id}`}
        label="您的回答"
        lines={3}
        maxLength={200}
        value={draft.value.text}
        onChange={(value) => {
          forgetEnd(act)
          draft.change({ text: value })
        }}
        error={tried && isEmpty ? '请写几个字，或拍一张照片' : failed?.issueAt('text')}
      />
      <PhotoField uploads={uploads} most={1} hint="社区核对后立即删除" error={failed?.issueAt('proofId')} />
      <Button busy={arrived.waiting ? '照片还在传' : act.isPending && '正在送出'} onTap={send}>
        送出补充
      </Button>
    </Surface>
  )
}

function Request({ item }: { readonly item: MyRequestView }) {
  const act = useRequestAct(item.id)
  const [asking, setAsking] = useState(false)
  const who = item.subject === 'child' ? `孩子 ${item.name}` : relationLabel[item.relation]
  return (
    <>
      {act.error && <Banner kind="alert">{sentenceOf(act.error)}</Banner>}
      <Surface>
        <ListRow
          icon="document"
          title={`${item.roomLabel}，${who}`}
          detail={requestLine(item, new Date())}
          meta={
            <StatusPill tone={requestTone[item.status]}>{homeRequestStatusLabel[item.status]}</StatusPill>
          }
          action={
            item.abilities.withdraw ? (
              <Button kind="outline" small label={`撤回，${item.roomLabel}`} onTap={() => setAsking(true)}>
                撤回
              </Button>
            ) : undefined
          }
        />
      </Surface>
      {item.abilities.supplement && <Supplement item={item} />}
      <ConfirmSheet
        open={asking}
        question="撤回这次申请吗"
        consequence="传过的照片会马上删除，可以再提交"
        act="撤回"
        danger
        busy={act.isPending ? '正在撤回' : undefined}
        onCancel={() => setAsking(false)}
        onConfirm={() =>
          act.mutate({ act: 'withdraw', version: item.version }, { onSettled: () => setAsking(false) })
        }
      />
    </>
  )
}

/** What is being checked, and how it ended. Finished ones stay for a while as the last few. */
export function MyRequests({ items }: { readonly items: readonly MyRequestView[] }) {
  if (items.length === 0) return null
  return (
    <>
      <SectionTitle title="请社区核对的" />
      {items.slice(0, 5).map((item) => (
        <Request key={item.id} item={item} />
      ))}
    </>
  )
}
