import type { CaseViewView } from '@linli/shared/opinions/desk.schema'
import { deskLimits } from '@linli/shared/opinions/desk.kinds'
import { useGrids } from '@/features/staff-space/queries'
import { sentenceOf } from '@/platform/error-words'
import { sendForm } from '@/platform/send-form'
import { useDraft } from '@/platform/use-draft'
import { Banner } from '@/ui/banner'
import { Box } from '@/ui/box'
import { Button } from '@/ui/button'
import { PickerField } from '@/ui/picker-field'
import { SectionTitle } from '@/ui/section-title'
import { SegmentedControl } from '@/ui/segmented-control'
import { Sheet } from '@/ui/sheet'
import { SwitchRow } from '@/ui/switch-row'
import { TextField } from '@/ui/text-field'
import { showToast } from '@/ui/toast'
import { isSameLook, lookOf, withView, type CaseLook } from './case-look'
import { caseFilters } from './filters'
import { useCaseViews, useSetCaseViews } from './view-queries'

interface ViewSheetProps {
  readonly communityId: string
  readonly look: CaseLook
  readonly onLook: (look: CaseLook) => void
  readonly onClose: () => void
}

const orders = [
  { value: 'due', label: '先到期的在前' },
  { value: 'newest', label: '刚提的在前' },
] as const
const EVERYWHERE = ''

/** Order, grid, and what was saved of it under a name: opened with one tap the next time. */
export function ViewSheet({ communityId, look, onLook, onClose }: ViewSheetProps) {
  const grids = useGrids(communityId).data?.items ?? []
  const saved = useCaseViews(communityId).data?.items ?? []
  const save = useSetCaseViews(communityId)
  const draft = useDraft('case-view', { name: '', isDefault: false })
  const { name, isDefault } = draft.value
  const words = name.trim()
  const keep = () =>
    sendForm(save, withView(saved, { ...look, name: words, isDefault }), {
      forget: draft.clear,
      onSuccess: () => showToast('视图已存下'),
    })
  const drop = (gone: CaseViewView) =>
    save.mutate(
      saved.filter((view) => view.name !== gone.name),
      { onSuccess: () => showToast('视图已删除') },
    )
  return (
    <Sheet open title="怎么看办件" onClose={onClose} acts={<Button onTap={onClose}>好了</Button>}>
      {save.error && <Banner kind="alert">{sentenceOf(save.error)}</Banner>}
      <SegmentedControl
        label="次序"
        segments={orders}
        value={look.order}
        onChange={(value) => onLook({ ...look, order: value === 'newest' ? 'newest' : 'due' })}
      />
      <PickerField
        id="view-grid"
        kind="list"
        label="哪个网格"
        options={[
          { value: EVERYWHERE, label: '所有网格' },
          ...grids.map((grid) => ({ value: grid.id, label: grid.name })),
        ]}
        value={look.gridId ?? EVERYWHERE}
        onChange={(value) => onLook({ ...look, gridId: value === EVERYWHERE ? null : value })}
      />
      {saved.length > 0 && <SectionTitle title="存下的视图" />}
      {saved.map((view) => (
        <Box key={view.name} className="case-acts">
          <Button
            kind={isSameLook(lookOf(view), look) ? 'main' : 'outline'}
            small
            onTap={() => onLook(lookOf(view))}
          >
            {view.isDefault ? `${view.name}（打开时用）` : view.name}
          </Button>
          <Button kind="plain" small onTap={() => drop(view)}>
            {`删除${view.name}`}
          </Button>
        </Box>
      ))}
      <SectionTitle
        title="把现在这样存下来"
        note={caseFilters.find(({ value }) => value === look.filter)?.label}
      />
      <TextField
        id="view-name"
        label="起个名字"
        maxLength={deskLimits.viewName}
        value={name}
        onChange={(value) => draft.change({ name: value })}
      />
      <SwitchRow
        title="打开办件时先看这个"
        on={isDefault}
        onChange={(on) => draft.change({ isDefault: on })}
      />
      <Button kind="outline" disabled={words === ''} busy={save.isPending && '正在保存'} onTap={keep}>
        存为视图
      </Button>
    </Sheet>
  )
}
