// nanoflann beside the benches: reads points and queries, then answers one command a line with its CPU time and a sum.
// build | knn K | radius R   →   milliseconds  sum of distances  points found
#include <nanoflann.hpp>

#include <cmath>
#include <cstdint>
#include <cstdio>
#include <ctime>
#include <memory>
#include <string>
#include <vector>

struct Cloud {
  std::vector<double> values;
  size_t d = 0;
  size_t kdtree_get_point_count() const { return values.size() / d; }
  double kdtree_get_pt(size_t row, size_t axis) const { return values[row * d + axis]; }
  template <class Box>
  bool kdtree_get_bbox(Box&) const {
    return false;
  }
};

static double cpuMs() {
  timespec t;
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
  return 1e3 * t.tv_sec + 1e-6 * t.tv_nsec;
}

template <int D>
void serve(const Cloud& cloud, const std::vector<double>& queries) {
  using Metric = nanoflann::L2_Simple_Adaptor<double, Cloud>;
  using Index = nanoflann::KDTreeSingleIndexAdaptor<Metric, Cloud, D, uint32_t>;
  const size_t m = queries.size() / D;
  std::unique_ptr<Index> index;
  const auto build = [&] {
    index.reset(new Index(D, cloud, nanoflann::KDTreeSingleIndexAdaptorParams(10)));
    index->buildIndex();
  };
  build();
  char command[16];
  double argument = 0;
  while (std::scanf("%15s %lf", command, &argument) == 2) {
    double sum = 0;
    size_t found = 0;
    double start = cpuMs();
    double end = start;
    if (command[0] == 'b') {
      build();
      end = cpuMs();
    } else if (command[0] == 'k') {
      const size_t k = static_cast<size_t>(argument);
      std::vector<uint32_t> ids(m * k);
      std::vector<double> ranks(m * k);
      for (size_t row = 0; row < m; row++) {
        nanoflann::KNNResultSet<double, uint32_t> result(k);
        result.init(&ids[row * k], &ranks[row * k]);
        index->findNeighbors(result, &queries[row * D], nanoflann::SearchParams());
      }
      end = cpuMs();
      found = m * k;
      for (double rank : ranks) sum += std::sqrt(rank);
    } else {
      std::vector<std::pair<uint32_t, double>> hits;
      nanoflann::SearchParams unsorted(32, 0, false);
      for (size_t row = 0; row < m; row++) {
        index->radiusSearch(&queries[row * D], argument * argument, hits, unsorted);
        found += hits.size();
      }
      end = cpuMs();
    }
    std::printf("%.6f %.17g %zu\n", end - start, sum, found);
    std::fflush(stdout);
  }
}

int main(int, char** args) {
  FILE* file = std::fopen(args[1], "rb");
  double head[3];
  if (!file || std::fread(head, sizeof(double), 3, file) != 3) return 1;
  Cloud cloud;
  cloud.d = static_cast<size_t>(head[1]);
  cloud.values.resize(static_cast<size_t>(head[0] * head[1]));
  std::vector<double> queries(static_cast<size_t>(head[2] * head[1]));
  if (std::fread(cloud.values.data(), sizeof(double), cloud.values.size(), file) != cloud.values.size()) return 1;
  if (std::fread(queries.data(), sizeof(double), queries.size(), file) != queries.size()) return 1;
  if (cloud.d == 2) serve<2>(cloud, queries);
  if (cloud.d == 3) serve<3>(cloud, queries);
  if (cloud.d == 8) serve<8>(cloud, queries);
}
