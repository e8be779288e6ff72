import type { NodeCardView } from '@linli/shared/space/tree.schema'
import { dayOf, dayText } from '@linli/shared/time'
import { useState } from 'react'
import { ApiError } from '@/platform/api-error'
import { sentenceOf } from '@/platform/error-words'
import { Banner } from '@/ui/banner'
import { Button } from '@/ui/button'
import { PickerField } from '@/ui/picker-field'
import { SegmentedControl } from '@/ui/segmented-control'
import { Sheet } from '@/ui/sheet'
import { showToast } from '@/ui/toast'
import { NodeFields } from './node-fields'
import { areaFault, editOf, formOf } from './node-form'
import { useTreeAct } from './queries'

const ways = [
  { value: 'change', label: '从某天起变了' },
  { value: 'correct', label: '原来写错了' },
] as const
type Way = (typeof ways)[number]['value']

/** Something has become different, or was wrong all along: the first keeps what was before, the second does not. */
export function EditSheet({ card, onClose }: { readonly card: NodeCardView; readonly onClose: () => void }) {
  const { id, kind, facts, version } = card
  const before = formOf(facts)
  const today = dayOf(new Date())
  const [form, setForm] = useState(before)
  const [way, setWay] = useState<Way>('change')
  const [from, setFrom] = useState(today)
  const act = useTreeAct()
  const edit = editOf(kind, form, before)
  const ready = Object.keys(edit).length > 0 && areaFault(form.areaHundredths) === undefined
  const save = () =>
    act.mutate(
      way === 'correct'
        ? { event: 'correct', id, body: { ...edit, version } }
        : { event: 'change', id, body: { ...edit, version, from } },
      {
        onSuccess: () => {
          showToast('已保存')
          onClose()
        },
      },
    )
  return (
    <Sheet
      open
      title={`修改${facts.name}`}
      onClose={onClose}
      refusal={act.error && <Banner kind="alert">{sentenceOf(act.error)}</Banner>}
      acts={
        <>
          <Button kind="outline" onTap={onClose}>
            不改了
          </Button>
          <Button disabled={!ready} busy={act.isPending && '正在保存'} onTap={save}>
            保存修改
          </Button>
        </>
      }
    >
      <SegmentedControl
        label="为什么改"
        segments={ways}
        value={way}
        onChange={(value) => setWay(value === 'correct' ? 'correct' : 'change')}
      />
      <NodeFields kind={kind} form={form} onChange={setForm} error={act.error} />
      {way === 'change' && (
        <PickerField
          id="edit-from"
          label="从哪天起"
          kind="date"
          value={from}
          from={card.from}
          to={today}
          onChange={setFrom}
          help={`这一天以前的样子会保留。最早可以选 ${dayText(card.from, today)}`}
          error={act.error instanceof ApiError ? act.error.issueAt('from') : undefined}
        />
      )}
    </Sheet>
  )
}
