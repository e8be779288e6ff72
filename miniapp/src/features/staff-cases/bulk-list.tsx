import { deskLimits } from '@linli/shared/opinions/desk.kinds'
import type { StaffOpinionItemView } from '@linli/shared/opinions/workbench.schema'
import { useState } from 'react'
import { Box } from '@/ui/box'
import { Button } from '@/ui/button'
import { OptionGroup } from '@/ui/option-group'
import { Surface } from '@/ui/surface'
import { bulkKinds, type BulkKind } from './bulk-draft'
import { BulkSheet } from './bulk-sheet'
import { workingWords } from './case-row'
import { isUrgent } from './urgent-mark'

interface BulkListProps {
  readonly communityId: string
  readonly items: readonly StaffOpinionItemView[]
  readonly onLeave: () => void
}

/** The list as boxes to tick, and what can be done to all that are ticked. */
export function BulkList({ communityId, items, onLeave }: BulkListProps) {
  const [chosen, setChosen] = useState<readonly string[]>([])
  const [kind, setKind] = useState<BulkKind>()
  // What has left the list meanwhile is not acted on unseen.
  const ids = chosen.filter((id) => items.some((item) => item.id === id)).slice(0, deskLimits.bulk)
  const isAll = ids.length === Math.min(items.length, deskLimits.bulk)
  return (
    <>
      <Surface padded label="批量办理">
        <Box className="case-acts">
          <Box as="span" className="bulk-count">{`已选 ${ids.length} 件`}</Box>
          {bulkKinds.map((one) => (
            <Button
              key={one.kind}
              kind="tint"
              small
              disabled={ids.length === 0}
              onTap={() => setKind(one.kind)}
            >
              {one.label}
            </Button>
          ))}
          <Button
            kind="outline"
            small
            onTap={() => setChosen(isAll ? [] : items.slice(0, deskLimits.bulk).map(({ id }) => id))}
          >
            {isAll && ids.length > 0 ? '全不选' : '全选'}
          </Button>
          <Button kind="plain" small onTap={onLeave}>
            退出批量
          </Button>
        </Box>
      </Surface>
      <Box className="bulk-cases">
        <OptionGroup
          id="bulk-cases"
          label="选择办件"
          multiple
          options={items.map((item) => ({
            value: item.id,
            title: item.title,
            // What the table tells by a mark and a second line stands here in words: nobody acts on an urgent case,
            // or on one a colleague has open, without seeing it.
            detail: [
              isUrgent(item) && '紧急',
              item.statusLabel,
              item.deadline?.short,
              item.escalation,
              item.placeLabel,
              item.ownerLabel,
              workingWords(item),
            ]
              .filter(Boolean)
              .join(' · '),
          }))}
          chosen={ids}
          onChange={setChosen}
        />
      </Box>
      {kind !== undefined && (
        <BulkSheet
          kind={kind}
          communityId={communityId}
          ids={ids}
          onClose={() => setKind(undefined)}
          onDone={() => {
            setKind(undefined)
            setChosen([])
          }}
        />
      )}
    </>
  )
}
