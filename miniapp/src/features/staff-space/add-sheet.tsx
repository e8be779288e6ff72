import { staffKinds, type StaffKind } from '@linli/shared/space/space.rules'
import type { NodeCardView } from '@linli/shared/space/tree.schema'
import { useState } from 'react'
import { sentenceOf } from '@/platform/error-words'
import { Banner } from '@/ui/banner'
import { Button } from '@/ui/button'
import { SegmentedControl } from '@/ui/segmented-control'
import { Sheet } from '@/ui/sheet'
import { showToast } from '@/ui/toast'
import { NodeFields } from './node-fields'
import { areaFault, editOf, emptyForm } from './node-form'
import { kindText } from './node-words'
import { useGrids, useTreeAct } from './queries'

interface AddSheetProps {
  readonly parent: NodeCardView
  /** What can be added here. */
  readonly kinds: readonly StaffKind[]
  readonly onClose: () => void
}

/** Something new inside a node. */
export function AddSheet({ parent, kinds, onClose }: AddSheetProps) {
  const first = kinds[0] ?? 'room'
  const [kind, setKind] = useState<StaffKind>(first)
  const [form, setForm] = useState(emptyForm(first))
  const grids = useGrids(parent.communityId ?? undefined).data?.items
  const act = useTreeAct()
  const choose = (value: string) => {
    const next = staffKinds.find((known) => known === value) ?? first
    setKind(next)
    setForm({ ...emptyForm(next), name: form.name })
  }
  const gridId = (kind === 'building' || kind === 'plot') && form.gridId !== '' ? form.gridId : undefined
  const save = () =>
    act.mutate(
      {
        event: 'create',
        body: {
          ...editOf(kind, form),
          ...{ kind, parentId: parent.id, name: form.name.trim() },
          ...(gridId !== undefined && { gridId }),
        },
      },
      {
        onSuccess: () => {
          showToast(`已新增${kindText(kind)}`)
          onClose()
        },
      },
    )
  return (
    <Sheet
      open
      title={`在${parent.label}里新增`}
      onClose={onClose}
      refusal={act.error && <Banner kind="alert">{sentenceOf(act.error)}</Banner>}
      acts={
        <>
          <Button kind="outline" onTap={onClose}>
            不加了
          </Button>
          <Button
            disabled={form.name.trim() === '' || areaFault(form.areaHundredths) !== undefined}
            busy={act.isPending && '正在新增'}
            onTap={save}
          >
            {`新增${kindText(kind)}`}
          </Button>
        </>
      }
    >
      {kinds.length > 1 && (
        <SegmentedControl
          label="新增什么"
          segments={kinds.map((value) => ({ value, label: kindText(value) }))}
          value={kind}
          onChange={choose}
        />
      )}
      <NodeFields kind={kind} form={form} onChange={setForm} grids={grids} error={act.error} />
    </Sheet>
  )
}
