import { useState } from 'react'
import { EmptyState } from '@/ui/empty-state'
import { Surface } from '@/ui/surface'
import { CommunitySheet } from './community-sheet'

/** Stands where a community's things would be, until a visitor has said which community. */
export function ChooseCommunity() {
  const [open, setOpen] = useState(false)
  return (
    <Surface>
      <EmptyState icon="map" act="选择社区" onAct={() => setOpen(true)}>
        先告诉我们看哪个社区
      </EmptyState>
      <CommunitySheet open={open} onClose={() => setOpen(false)} />
    </Surface>
  )
}
