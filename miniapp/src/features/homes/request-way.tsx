import type { RequestSubject } from '@linli/shared/homes/homes.kinds'
import { guardianBases, guardianBasisLabel } from '@linli/shared/people/people.kinds'
import { relationKinds, relationLabel } from '@linli/shared/session/relations'
import { addDays, dayOf } from '@linli/shared/time'
import { useState } from 'react'
import { ApiError } from '@/platform/api-error'
import { sentenceOf } from '@/platform/error-words'
import { forgetEnd } from '@/platform/forget-end'
import { sendForm } from '@/platform/send-form'
import { useActor } from '@/platform/session'
import { useAfterUploads } from '@/platform/use-after-uploads'
import { useAttempt } from '@/platform/use-attempt'
import { useDraft } from '@/platform/use-draft'
import { useUploads } from '@/platform/use-uploads'
import { PhotoField } from '@/features/opinions/text-step'
import { RoomPicker } from '@/features/space/tree-picker'
import { Banner } from '@/ui/banner'
import { Box } from '@/ui/box'
import { Button } from '@/ui/button'
import { FieldError } from '@/ui/field-error'
import { focusField } from '@/ui/focus'
import { OptionGroup } from '@/ui/option-group'
import { PickerField } from '@/ui/picker-field'
import { SectionTitle } from '@/ui/section-title'
import { Surface } from '@/ui/surface'
import { TextField } from '@/ui/text-field'
import { AboutSelf } from './about-self'
import { useMyHomes, useSendRequest } from './queries'
import {
  emptyRequest,
  requestFaults,
  requestOf,
  type RequestDraft,
  type RequestFaults,
} from './request-draft'
import './homes.scss'

const relationDetail: Readonly<Record<string, string>> = {
  owner: '不动产登记上有您的名字',
  family: '和业主或租户一起住的亲属',
  tenant: '租住这套房屋',
  carer: '来照顾家里的老人、病人或孩子',
}
const relationOptions = relationKinds.map((value) => ({
  ...{ value, title: relationLabel[value], detail: relationDetail[value] },
}))
const basisOptions = guardianBases.map((value) => ({ value, label: guardianBasisLabel[value] }))

interface FieldsProps {
  readonly draft: RequestDraft
  readonly errors: RequestFaults
  readonly onChange: (part: Partial<RequestDraft>) => void
}

/** Which of the own homes the child lives in, and who the child is. */
function ChildFields({ draft, errors, onChange }: FieldsProps) {
  const homes = useMyHomes().data?.homes ?? []
  return (
    <>
      <SectionTitle title="孩子住在哪里" />
      <Box className="home-choice">
        <OptionGroup
          id="child-home"
          label="孩子住在哪里"
          options={homes.map(({ roomId, label }) => ({ value: roomId, title: label }))}
          chosen={draft.roomId === '' ? [] : [draft.roomId]}
          onChange={([roomId = '']) => onChange({ roomId })}
        />
        <FieldError id="roomId">{errors.roomId}</FieldError>
      </Box>
      <Surface padded>
        <TextField
          id="name"
          label="孩子的姓名"
          maxLength={40}
          value={draft.name}
          onChange={(name) => onChange({ name })}
          error={errors.name}
        />
        <PickerField
          id="birthDate"
          label="孩子的出生日期"
          kind="date"
          value={draft.birthDate}
          to={addDays(dayOf(new Date()), -1)}
          onChange={(birthDate) => onChange({ birthDate })}
          error={errors.birthDate}
        />
        <PickerField
          id="basis"
          label="您是孩子的"
          kind="list"
          value={draft.basis}
          options={basisOptions}
          placeholder="请选择"
          onChange={(basis) => onChange({ basis })}
          error={errors.basis}
        />
      </Surface>
    </>
  )
}

function SelfFields({ draft, errors, onChange }: FieldsProps) {
  return (
    <>
      <SectionTitle title="您住在哪里" />
      <Surface padded>
        <RoomPicker
          label={draft.roomLabel}
          onPick={({ id, label }) => onChange({ roomId: id, roomLabel: label })}
        />
        <FieldError id="roomId">{errors.roomId}</FieldError>
      </Surface>
      <SectionTitle title="您和房屋的关系" />
      <Box className="home-choice">
        <OptionGroup
          id="relation"
          label="您和房屋的关系"
          options={relationOptions}
          chosen={draft.relation === '' ? [] : [draft.relation]}
          onChange={([relation = '']) => onChange({ relation })}
        />
        <FieldError id="relation-error">{errors.relation}</FieldError>
      </Box>
      <Surface padded>
        <AboutSelf draft={draft} onChange={onChange} errors={errors} />
        <TextField
          id="idTail"
          label="身份证后 4 位"
          optional
          maxLength={4}
          help="只用来和名册比对，不会保存"
          value={draft.idTail}
          onChange={(idTail) => onChange({ idTail: idTail.trim() })}
          error={errors.idTail}
        />
      </Surface>
    </>
  )
}

interface RequestWayProps {
  readonly subject: RequestSubject
  readonly onSent: () => void
}

/** 请社区核对: who, where, in what relation, with a photo of a document that is deleted after the decision. */
export function RequestWay({ subject, onSent }: RequestWayProps) {
  const actor = useActor()
  const kept = useDraft(`home-request:${subject}:${actor?.accountId ?? ''}`, emptyRequest)
  const [idTail, setIdTail] = useState('')
  const draft: RequestDraft = { ...kept.value, idTail }
  const uploads = useUploads('home_proof', 1)
  const request = useSendRequest()
  const [tried, setTried] = useState(false)
  const attempt = useAttempt(`home-request:${subject}:${actor?.accountId ?? ''}`)
  const faults = requestFaults(draft, subject)
  const failed = request.error instanceof ApiError ? request.error : undefined
  const errors: RequestFaults = {
    ...(tried && faults),
    ...Object.fromEntries(
      (failed?.issues ?? []).map(({ path, message }) => [path.replace(/^body\./, ''), message]),
    ),
  }
  const change = ({ idTail: digits, ...part }: Partial<RequestDraft>) => {
    forgetEnd(request)
    if (digits !== undefined) setIdTail(digits)
    else kept.change(part)
  }
  const arrived = useAfterUploads(uploads, () =>
    sendForm(request, attempt.begin(requestOf(draft, subject, uploads.fileIds[0])), {
      attempt,
      forget: () => {
        kept.clear()
        setIdTail('')
        uploads.clear()
      },
      onSuccess: onSent,
    }),
  )
  const send = () => {
    setTried(true)
    const [first] = Object.keys(faults)
    if (first !== undefined) return focusField(first)
    arrived.send()
  }
  const Fields = subject === 'child' ? ChildFields : SelfFields
  return (
    <>
      {request.error && <Banner kind="alert">{`${sentenceOf(request.error)}。您填的内容还在`}</Banner>}
      <Fields draft={draft} errors={errors} onChange={change} />
      <SectionTitle title="拍一张证件或合同" note="可不传，传了核对更快" />
      <Surface padded>
        <PhotoField
          uploads={uploads}
          most={1}
          hint={
            subject === 'child'
              ? '户口簿或出生证明上有姓名的一页。社区核对后立即删除'
              : '房产证、合同或身份证上有姓名和地址的一页。社区核对后立即删除'
          }
          error={failed?.issueAt('proofId')}
        />
        <TextField
          id="note"
          label="还想说明的"
          optional
          lines={2}
          maxLength={200}
          value={draft.note}
          onChange={(note) => change({ note })}
          help={kept.saved ? '草稿已存在本机' : undefined}
        />
        <Box className="home-form-acts">
          <Button
            id="send-request"
            busy={arrived.waiting ? '照片还在传' : request.isPending && '正在送出'}
            onTap={send}
          >
            请社区核对
          </Button>
        </Box>
      </Surface>
    </>
  )
}
