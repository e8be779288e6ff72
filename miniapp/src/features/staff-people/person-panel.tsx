import { QueryView } from '@/ui/query-view'
import { SidePanel } from '@/ui/side-panel'
import { PersonCard } from './person-card'
import { usePerson } from './queries'

/** One person beside the list. */
export function PersonPanel({ id, onClose }: { readonly id: string; readonly onClose: () => void }) {
  const query = usePerson(id)
  return (
    <SidePanel title={query.data?.maskedName ?? '居民'} onClose={onClose}>
      <QueryView query={query}>{(card) => <PersonCard card={card} />}</QueryView>
    </SidePanel>
  )
}
