import type { NodeCardView } from '@linli/shared/space/tree.schema'
import { useState } from 'react'
import { sentenceOf } from '@/platform/error-words'
import { Banner } from '@/ui/banner'
import { Box } from '@/ui/box'
import { Button } from '@/ui/button'
import { ConfirmSheet } from '@/ui/confirm-sheet'
import { showToast } from '@/ui/toast'
import { AddSheet } from './add-sheet'
import { EditSheet } from './edit-sheet'
import { blockerText } from './node-words'
import { OutlineSheet } from './outline-sheet'
import { useTreeAct } from './queries'
import { RedrawSheet } from './redraw-sheet'

type Open = 'edit' | 'add' | 'end' | 'redraw' | 'outline'

/** What this person can do with a node; the server says what. */
export function NodeActs({ card, onEnded }: { readonly card: NodeCardView; readonly onEnded: () => void }) {
  const { abilities, kind, blockers } = card
  const [open, setOpen] = useState<Open>()
  const act = useTreeAct()
  const close = () => setOpen(undefined)
  const end = () =>
    act.mutate(
      { event: 'end', id: card.id, body: { version: card.version } },
      {
        onSuccess: () => {
          showToast('已停用，以前的日子仍能看到')
          onEnded()
        },
        onSettled: close,
      },
    )
  return (
    <Box className="node-acts">
      {act.error && <Banner kind="alert">{sentenceOf(act.error)}</Banner>}
      {abilities.edit && (
        <Button kind="tint" onTap={() => setOpen('edit')}>
          修改
        </Button>
      )}
      {abilities.add.length > 0 && (
        <Button kind="outline" icon="plus" onTap={() => setOpen('add')}>
          新增
        </Button>
      )}
      {abilities.edit && kind === 'grid' && (
        <Button kind="outline" onTap={() => setOpen('outline')}>
          画范围
        </Button>
      )}
      {abilities.redraw && (
        <Button kind="outline" onTap={() => setOpen('redraw')}>
          {kind === 'grid' ? '调整楼栋' : '换网格'}
        </Button>
      )}
      {abilities.end && (
        <Button kind="danger" onTap={() => setOpen('end')}>
          停用
        </Button>
      )}
      {abilities.edit && !abilities.end && blockers.length > 0 && (
        <Box className="node-acts__why">
          {`现在不能停用：${blockers.map((blocker) => blockerText[blocker]).join('，')}`}
        </Box>
      )}
      {open === 'edit' && <EditSheet card={card} onClose={close} />}
      {open === 'add' && <AddSheet parent={card} kinds={abilities.add} onClose={close} />}
      {open === 'outline' && <OutlineSheet card={card} onClose={close} />}
      {open === 'redraw' && <RedrawSheet card={card} onClose={close} />}
      <ConfirmSheet
        open={open === 'end'}
        question={`停用${card.label}吗`}
        consequence="从今天起不再出现，以前的日子仍能看到"
        act="停用"
        danger
        busy={act.isPending ? '正在停用' : undefined}
        onConfirm={end}
        onCancel={close}
      />
    </Box>
  )
}
