import { StaffConsole } from '@/features/staff-shell/staff-console'
import { pageUrl, replacePage } from '@/platform/navigate'
import { PageTitle } from '@/ui/page-title'
import { QueryView } from '@/ui/query-view'
import { useTenant } from './queries'
import { TenantCard } from './tenant-card'

/** One community on a phone: the same as the side panel, as a page. */
export function TenantPage({ id }: { readonly id: string }) {
  const query = useTenant(id)
  return (
    <StaffConsole
      title="街道和社区"
      heading={query.data === undefined}
      inside
      placeless
      current="tenants"
      backTo="/packages/staff-district/tenants"
    >
      <QueryView query={query}>
        {(card) => (
          <>
            <PageTitle>{card.name}</PageTitle>
            <TenantCard
              card={card}
              onMerged={(intoId) => replacePage(pageUrl('/packages/staff-district/tenant', { id: intoId }))}
            />
          </>
        )}
      </QueryView>
    </StaffConsole>
  )
}
