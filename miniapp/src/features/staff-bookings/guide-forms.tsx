import { MOST_FORMS } from '@linli/shared/services/limits.rules'
import { AttachmentField } from '@/features/staff-notices/attachment-field'
import type { Uploads } from '@/platform/use-uploads'
import { SectionTitle } from '@/ui/section-title'
import { Surface } from '@/ui/surface'

interface FormsProps {
  readonly uploads: Uploads
  readonly fault: string | undefined
}

/** 要填的表: what a person may print and fill in before coming. */
export function GuideForms({ uploads, fault }: FormsProps) {
  const tooMany = uploads.items.length > MOST_FORMS ? `最多放 ${MOST_FORMS} 份表，请去掉几份` : undefined
  return (
    <>
      <SectionTitle title="要填的表" note="PDF、图片或 Excel 表，谁都能下载" />
      <Surface padded label="要填的表">
        <AttachmentField
          id="formIds"
          purpose="service_form"
          uploads={uploads}
          error={fault ?? tooMany}
          add="加一份表"
        />
      </Surface>
    </>
  )
}
