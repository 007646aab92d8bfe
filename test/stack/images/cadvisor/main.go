// Command cadvisor serves what the published cAdvisor serves at /metrics and /healthz, by cAdvisor's own library.
//
// The module of its command cannot be built outside its repository, so this stands in for it: the manager, the
// handler of Docker's containers and the collectors of metrics are the library's, and so are most flags. It counts no
// container that is killed for memory: in the published program the command reads those from the kernel's log.
package main

import (
	"flag"
	"fmt"
	"log"
	"net/http"
	"strings"
	"time"

	"github.com/google/cadvisor/lib/cache/memory"
	"github.com/google/cadvisor/lib/container"
	"github.com/google/cadvisor/lib/manager"
	"github.com/google/cadvisor/lib/metrics"
	"github.com/google/cadvisor/lib/model"
	"github.com/google/cadvisor/lib/utils/sysfs"
	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/promhttp"
	"k8s.io/utils/clock"

	_ "github.com/google/cadvisor/container/docker/install"
	_ "github.com/google/cadvisor/lib/fs/overlay/install"
	_ "github.com/google/cadvisor/lib/fs/vfs/install"
)

func main() {
	var disabled container.MetricSet
	port := flag.Int("port", 8080, "port to listen on")
	storeLabels := flag.Bool("store_container_labels", true, "export every label of a container")
	keptLabels := flag.String("whitelisted_container_labels", "", "labels to export, with store_container_labels=false")
	flag.Var(&disabled, "disable_metrics", "groups of metrics that are not read")
	flag.Parse()

	included := container.AllMetrics.Difference(disabled)
	containers, err := manager.New(memory.New(2*time.Minute, nil), sysfs.NewRealSysFs(),
		manager.HousekeepingConfigFlags, included, []string{""}, nil, "", 0)
	if err != nil {
		log.Fatalf("cannot make the manager: %v", err)
	}
	if err := containers.Start(); err != nil {
		log.Fatalf("cannot start the manager: %v", err)
	}

	labels := metrics.DefaultContainerLabels
	if !*storeLabels {
		labels = metrics.BaseContainerLabels(strings.Split(*keptLabels, ","))
	}
	last := model.RequestOptions{IdType: "name", Count: 1, Recursive: true}
	registry := prometheus.NewRegistry()
	registry.MustRegister(
		metrics.NewPrometheusCollector(containers, labels, included, clock.RealClock{}, last),
		metrics.NewPrometheusMachineCollector(containers, included),
	)
	http.Handle("/metrics", promhttp.HandlerFor(registry, promhttp.HandlerOpts{ErrorHandling: promhttp.ContinueOnError}))
	http.HandleFunc("/healthz", func(answer http.ResponseWriter, _ *http.Request) { fmt.Fprint(answer, "ok") })
	log.Fatal(http.ListenAndServe(fmt.Sprintf(":%d", *port), nil))
}
