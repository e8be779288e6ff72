import { StaffConsole } from '@/features/staff-shell/staff-console'
import { pageUrl, replacePage } from '@/platform/navigate'
import { PageTitle } from '@/ui/page-title'
import { QueryView } from '@/ui/query-view'
import { HolderCard } from './holder-card'
import { useHolder } from './queries'

/** One person on a phone: the same as the side panel, as a page. */
export function HolderPage({ id }: { readonly id: string }) {
  const query = useHolder(id)
  return (
    <StaffConsole
      title="授权"
      heading={query.data === undefined}
      inside
      placeless
      current="roles"
      backTo="/packages/staff-settings/roles"
    >
      <QueryView query={query}>
        {(holder) => (
          <>
            <PageTitle>{holder.name}</PageTitle>
            <HolderCard
              holder={holder}
              onMoved={(to) => replacePage(pageUrl('/packages/staff-settings/holder', { id: to }))}
            />
          </>
        )}
      </QueryView>
    </StaffConsole>
  )
}
