import { StaffConsole } from '@/features/staff-shell/staff-console'
import { EmptyState } from '@/ui/empty-state'
import { Surface } from '@/ui/surface'

const TENANTS = '/packages/staff-district/tenants'

/** A page of one community that was opened without naming one: which it is, its reader chooses. */
export function ChooseTenant({ title }: { readonly title: string }) {
  return (
    <StaffConsole title={title} inside placeless current="tenants" backTo={TENANTS}>
      <Surface>
        <EmptyState icon="building" act="选一个社区" to={TENANTS}>
          {`${title}是每个社区各有的，请先选一个社区`}
        </EmptyState>
      </Surface>
    </StaffConsole>
  )
}
