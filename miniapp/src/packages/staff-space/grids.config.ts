export default definePageConfig({
  navigationBarTitleText: '网格',
  enablePageMeta: true,
  enablePullDownRefresh: true,
})
