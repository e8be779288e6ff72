import { Workbench } from '@/features/staff-cases/workbench'

export default function WorkbenchPage() {
  return <Workbench />
}
