export default definePageConfig({
  navigationBarTitleText: '议事',
  enablePageMeta: true,
  enablePullDownRefresh: true,
})
