import { Box } from '@/ui/box'
import { QueryView } from '@/ui/query-view'
import { SidePanel } from '@/ui/side-panel'
import { NodeActs } from './node-acts'
import { NodeBody } from './node-body'
import { kindText } from './node-words'
import { useNode } from './queries'

interface NodePanelProps {
  readonly id: string
  readonly at: string | undefined
  readonly onClose: () => void
}

/** One node beside the tree. */
export function NodePanel({ id, at, onClose }: NodePanelProps) {
  const query = useNode(id, at)
  const card = query.data
  return (
    <SidePanel
      title={card?.label ?? '房屋'}
      above={
        card && (
          <Box as="span" className="node-kind">
            {kindText(card.kind)}
          </Box>
        )
      }
      onClose={onClose}
      bar={card && !card.past && <NodeActs card={card} onEnded={onClose} />}
    >
      <QueryView query={query}>{(data) => <NodeBody card={data} />}</QueryView>
    </SidePanel>
  )
}
