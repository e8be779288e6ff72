import type { FileView } from '@linli/shared/files/files.schema'
import { Attachments } from '@/features/notices/attachments'
import { SectionTitle } from '@/ui/section-title'
import { Surface } from '@/ui/surface'

/** Forms of an item, to be printed and filled in at home; nothing where there are none. */
export function FormList({ forms }: { readonly forms: readonly FileView[] }) {
  if (forms.length === 0) return null
  return (
    <>
      <SectionTitle title="要填的表" note="可以先在家填好带来，现场也有" />
      <Surface label="要填的表">
        <Attachments files={forms} />
      </Surface>
    </>
  )
}
