import type { NodeCardView } from '@linli/shared/space/tree.schema'
import { useState } from 'react'
import { sentenceOf } from '@/platform/error-words'
import { Banner } from '@/ui/banner'
import { Box } from '@/ui/box'
import { Button } from '@/ui/button'
import { OptionGroup } from '@/ui/option-group'
import { PickerField } from '@/ui/picker-field'
import { QueryView } from '@/ui/query-view'
import { Sheet } from '@/ui/sheet'
import { showToast } from '@/ui/toast'
import { useGrids, useLevel, useRedrawPreview, useTreeAct } from './queries'

const NO_GRID = 'none'

/** Moves buildings to another grid: of a grid, those chosen of what lies in it; of a building, the building itself. */
export function RedrawSheet({
  card,
  onClose,
}: {
  readonly card: NodeCardView
  readonly onClose: () => void
}) {
  const communityId = card.communityId ?? undefined
  const isGrid = card.kind === 'grid'
  const inside = useLevel(communityId, card.id, undefined, isGrid)
  const grids = useGrids(communityId).data?.items ?? []
  const [chosen, setChosen] = useState<readonly string[]>(isGrid ? [] : [card.id])
  const [target, setTarget] = useState('')
  const act = useTreeAct()
  const versions = new Map([
    [card.id, card.version],
    ...(inside.data?.items ?? []).map(({ id, version }) => [id, version] as const),
  ])
  const own = isGrid ? card.id : card.facts.gridId
  const moves = chosen.map((nodeId) => ({
    nodeId,
    version: versions.get(nodeId) ?? 0,
    gridId: target === NO_GRID ? null : target,
  }))
  const body =
    communityId === undefined || target === '' || moves.length === 0 ? undefined : { communityId, moves }
  const preview = useRedrawPreview(body)
  const save = () => {
    if (body === undefined) return
    act.mutate(
      { event: 'redraw', body },
      {
        onSuccess: () => {
          showToast('已调整，从今天起按新的网格')
          onClose()
        },
      },
    )
  }
  return (
    <Sheet
      open
      title={isGrid ? `把${card.facts.name}的楼栋划给别的网格` : `${card.label}划到哪个网格`}
      onClose={onClose}
      acts={
        <>
          <Button kind="outline" onTap={onClose}>
            不调整
          </Button>
          <Button disabled={preview.data === undefined} busy={act.isPending && '正在调整'} onTap={save}>
            从今天起调整
          </Button>
        </>
      }
    >
      {act.error && <Banner kind="alert">{sentenceOf(act.error)}</Banner>}
      {isGrid && (
        <QueryView query={inside}>
          {({ items }) =>
            items.length === 0 ? (
              <Box>这个网格里还没有楼栋</Box>
            ) : (
              <OptionGroup
                id="redraw-nodes"
                label="划走哪些"
                multiple
                options={items.map(({ id, label, rooms }) => ({
                  value: id,
                  title: label,
                  ...(rooms !== null && { detail: `${rooms} 套` }),
                }))}
                chosen={chosen}
                onChange={setChosen}
              />
            )
          }
        </QueryView>
      )}
      <PickerField
        id="redraw-target"
        label="划到"
        kind="list"
        value={target}
        placeholder="请选择网格"
        options={[
          ...grids.filter(({ id }) => id !== own).map(({ id, name }) => ({ value: id, label: name })),
          ...(own === null ? [] : [{ value: NO_GRID, label: '不属于任何网格' }]),
        ]}
        onChange={setTarget}
      />
      {body !== undefined && (
        <QueryView query={preview}>
          {({ items, households, openCases }) => (
            <Banner kind="info">
              {`${items.length} 处、${households} 户会换网格员。${
                openCases === 0 ? '没有在办的意见' : `${openCases} 件在办的意见仍由原来的网格办完`
              }。以前的日子仍按原来的网格显示`}
            </Banner>
          )}
        </QueryView>
      )}
    </Sheet>
  )
}
