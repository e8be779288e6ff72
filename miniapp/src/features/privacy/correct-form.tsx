import {
  correctionFieldLabel,
  correctionFields,
  wantedRelationLabel,
  wantedRelations,
  type CorrectionField,
} from '@linli/shared/privacy/privacy.kinds'
import type { OwnRecordView } from '@linli/shared/privacy/privacy.schema'
import { useState } from 'react'
import { sentenceOf } from '@/platform/error-words'
import { forgetEnd } from '@/platform/forget-end'
import { randomId } from '@/platform/random-id'
import { Banner } from '@/ui/banner'
import { Box } from '@/ui/box'
import { Button } from '@/ui/button'
import { EmptyState } from '@/ui/empty-state'
import { focusField } from '@/ui/focus'
import { OptionGroup } from '@/ui/option-group'
import { PageTitle } from '@/ui/page-title'
import { PickerField } from '@/ui/picker-field'
import { QueryView } from '@/ui/query-view'
import { SectionTitle } from '@/ui/section-title'
import { Surface } from '@/ui/surface'
import { TextField } from '@/ui/text-field'
import { bodyOf, faultOf, type CorrectionDraft } from './correction-draft'
import { useAskCorrection, useMyData } from './queries'
import './privacy.scss'

const VALUE = 'correction-value'

interface PartProps {
  readonly draft: CorrectionDraft
  readonly error: string | undefined
  readonly onChange: (change: Partial<CorrectionDraft>) => void
}

function Value({ draft, error, onChange }: PartProps) {
  const text = { id: VALUE, value: draft.value, error, onChange: (value: string) => onChange({ value }) }
  switch (draft.field) {
    case 'name':
      return <TextField {...text} label="正确的姓名" maxLength={40} help="和身份证上的一样" />
    case 'phone':
      return <TextField {...text} label="正确的手机号" kind="phone" maxLength={11} />
    case 'birth_date':
      return (
        <PickerField {...text} kind="date" label="正确的出生日期" placeholder="选日期" from="1900-01-01" />
      )
    default:
      return <TextField {...text} label="哪里不对，应该是什么" lines={3} maxLength={200} />
  }
}

/** Which room, and what the person is to it; large choices stand on the ground, not in a box. */
function Relation({ draft, record, error, onChange }: PartProps & { readonly record: OwnRecordView }) {
  return (
    <>
      {record.homes.length > 1 && (
        <Box className="privacy__options">
          <OptionGroup
            id="correction-room"
            label="哪一套房"
            options={record.homes.map((home) => ({
              value: home.roomId,
              title: home.label,
              detail: `现在登记为${home.relation}`,
            }))}
            chosen={[draft.roomId]}
            onChange={([roomId = '']) => onChange({ roomId })}
          />
        </Box>
      )}
      <Box className="privacy__options">
        <OptionGroup
          id={VALUE}
          label="应该是什么关系"
          options={wantedRelations.map((value) => ({ value, title: wantedRelationLabel[value] }))}
          chosen={[draft.value]}
          onChange={([value = '']) => onChange({ value })}
        />
      </Box>
      {error !== undefined && <Banner kind="alert">{error}</Banner>}
    </>
  )
}

function Form({
  records,
  workdays,
}: {
  readonly records: readonly OwnRecordView[]
  readonly workdays: number
}) {
  const [key, setKey] = useState(randomId)
  const ask = useAskCorrection(key)
  const [draft, setDraft] = useState<CorrectionDraft>({
    field: 'name',
    value: '',
    note: '',
    personId: records[0]?.personId ?? '',
    roomId: '',
  })
  const [checked, setChecked] = useState(false)
  const record = records.find((one) => one.personId === draft.personId)
  if (record === undefined) return null
  const change = (next: Partial<CorrectionDraft>) => {
    forgetEnd(ask)
    // Another text is another wish; the same text sent again is the same one.
    setKey(randomId())
    setDraft((was) => ({ ...was, ...next }))
  }
  const fields = correctionFields.filter((field) => field !== 'relation' || record.homes.length > 0)
  const submit = () => {
    setChecked(true)
    if (faultOf(draft) !== undefined) return focusField(VALUE)
    ask.mutate(bodyOf(draft))
  }
  if (ask.isSuccess) {
    return (
      <Surface>
        <EmptyState icon="check" act="看我的数据" to="/packages/account/my-data">
          {`已经交给社区核对，${workdays} 个工作日内答复您，结果会发消息`}
        </EmptyState>
      </Surface>
    )
  }
  return (
    <>
      {records.length > 1 && (
        <>
          <SectionTitle title="在哪个社区" />
          <Box className="privacy__options">
            <OptionGroup
              id="correction-record"
              label="在哪个社区"
              options={records.map((one) => ({ value: one.personId, title: one.communityName }))}
              chosen={[draft.personId]}
              onChange={([personId = '']) => change({ personId, roomId: '' })}
            />
          </Box>
        </>
      )}
      <SectionTitle title="哪一项不对" />
      <Box className="privacy__options">
        <OptionGroup
          id="correction-field"
          label="哪一项不对"
          options={fields.map((field) => ({ value: field, title: correctionFieldLabel[field] }))}
          chosen={[draft.field]}
          onChange={([field]) => {
            setChecked(false)
            change({
              field: correctionFields.find((one): one is CorrectionField => one === field) ?? 'other',
              value: '',
              roomId: record.homes[0]?.roomId ?? '',
            })
          }}
        />
      </Box>
      <SectionTitle title="应该是什么" />
      {draft.field === 'relation' && (
        <Relation
          draft={draft}
          record={record}
          error={checked ? faultOf(draft) : undefined}
          onChange={change}
        />
      )}
      <Surface padded className="privacy__form">
        {draft.field !== 'relation' && (
          <Value draft={draft} error={checked ? faultOf(draft) : undefined} onChange={change} />
        )}
        {draft.field !== 'other' && (
          <TextField
            id="correction-note"
            label="补充说明"
            optional
            lines={2}
            maxLength={200}
            value={draft.note}
            onChange={(note) => change({ note })}
          />
        )}
        {ask.error && <Banner kind="alert">{sentenceOf(ask.error)}</Banner>}
        <Button id="ask-correction" busy={ask.isPending && '正在提交'} onTap={submit}>
          交给社区核对
        </Button>
      </Surface>
    </>
  )
}

/** 申请更正: one thing at a time, decided by the office within its days. */
export function CorrectForm() {
  const query = useMyData()
  return (
    <QueryView query={query}>
      {({ records, correctionWorkdays }) => (
        <>
          <PageTitle
            below={`社区 ${correctionWorkdays} 个工作日内核对并答复。着急的，带身份证到社区窗口当场改`}
          >
            申请更正
          </PageTitle>
          {records.length === 0 ? (
            <Surface>
              <EmptyState icon="my-home" act="联系社区" to="/packages/space/grid">
                您还没有登记在居民名册上，请先到社区核对登记
              </EmptyState>
            </Surface>
          ) : (
            <Form records={records} workdays={correctionWorkdays} />
          )}
        </>
      )}
    </QueryView>
  )
}
