import { TagCataloguePage } from '@/features/staff-people/tag-catalogue-page'

export default function StaffTagsPage() {
  return <TagCataloguePage />
}
