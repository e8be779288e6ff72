import type { ImportFormat } from '@linli/shared/imports/imports.kinds'
import { OptionGroup } from '@/ui/option-group'
import { SegmentedControl } from '@/ui/segmented-control'
import { formatLabel, offeredFormats } from './list-files'

/** Which kind of file. */
export function FormatChoice({
  format,
  onChange,
}: {
  readonly format: ImportFormat
  readonly onChange: (format: ImportFormat) => void
}) {
  if (offeredFormats.length < 2) return null
  return (
    <SegmentedControl
      label="文件格式"
      segments={offeredFormats.map((value) => ({ value, label: formatLabel[value] }))}
      value={format}
      onChange={(value) => onChange(offeredFormats.find((one) => one === value) ?? format)}
    />
  )
}

/** What it is taken out for: asked first, and recorded. */
export function PurposeChoice<P extends string>({
  id,
  labels,
  purpose,
  onChange,
}: {
  readonly id: string
  readonly labels: Readonly<Record<P, string>>
  readonly purpose: P | undefined
  readonly onChange: (purpose: P | undefined) => void
}) {
  const purposes = Object.entries<string>(labels).map(([value, title]) => ({ value, title }))
  return (
    <OptionGroup
      id={id}
      label="导出的用途"
      options={purposes}
      chosen={purpose === undefined ? [] : [purpose]}
      // What is offered are the keys of the labels.
      onChange={([value]) => onChange(value as P | undefined)}
    />
  )
}
