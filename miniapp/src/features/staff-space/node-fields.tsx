import { carries } from '@linli/shared/space/space.rules'
import type { NodeCardView } from '@linli/shared/space/tree.schema'
import { ApiError } from '@/platform/api-error'
import { PickerField } from '@/ui/picker-field'
import { TextField } from '@/ui/text-field'
import { areaFault, choices, type NodeForm } from './node-form'
import { kindText } from './node-words'

interface NodeFieldsProps {
  readonly kind: NodeCardView['kind']
  readonly form: NodeForm
  readonly onChange: (form: NodeForm) => void
  /** Grids to choose from when something new is put into one. */
  readonly grids?: readonly { readonly id: string; readonly name: string }[] | undefined
  readonly error?: unknown
}

/** The fields of a kind, in one order for all. */
export function NodeFields({ kind, form, onChange, grids, error }: NodeFieldsProps) {
  const set = (key: keyof NodeForm) => (value: string) => onChange({ ...form, [key]: value })
  const issue = (path: string) => (error instanceof ApiError ? error.issueAt(path) : undefined)
  const text = (key: keyof NodeForm, label: string, maxLength: number, optional = true) => (
    <TextField
      id={`node-${key}`}
      label={label}
      value={form[key]}
      onChange={set(key)}
      maxLength={maxLength}
      optional={optional}
      error={issue(key)}
    />
  )
  return (
    <>
      {kind !== 'community' && text('name', `${kindText(kind)}名称`, 40, false)}
      {carries(kind, 'area') && text('area', '范围（用文字说）', 100)}
      {carries(kind, 'developer') && text('developer', '建设单位', 40)}
      {carries(kind, 'areaHundredths') && (
        <TextField
          id="node-areaHundredths"
          label="面积（㎡）"
          value={form.areaHundredths}
          onChange={set('areaHundredths')}
          maxLength={10}
          optional
          error={areaFault(form.areaHundredths) ?? issue('areaHundredths')}
        />
      )}
      {choices
        .filter(({ fact }) => carries(kind, fact))
        .map(({ fact, label, options }) => (
          <PickerField
            key={fact}
            id={`node-${fact}`}
            label={label}
            kind="list"
            value={form[fact]}
            options={options}
            placeholder="请选择"
            onChange={set(fact)}
          />
        ))}
      {grids !== undefined && carries(kind, 'gridId') && (
        <PickerField
          id="node-gridId"
          label="划到哪个网格"
          kind="list"
          value={form.gridId}
          options={[
            { value: '', label: '先不划' },
            ...grids.map(({ id, name }) => ({ value: id, label: name })),
          ]}
          onChange={set('gridId')}
        />
      )}
      {carries(kind, 'contact') && (
        <>
          {text('phone', '电话', 20, false)}
          {text('address', '地址', 60, false)}
          {text('supervisionPhone', '监督电话', 20, false)}
        </>
      )}
    </>
  )
}
