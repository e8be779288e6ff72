export default definePageConfig({
  navigationBarTitleText: '居务公开',
  enablePageMeta: true,
  enablePullDownRefresh: true,
})
