#!/usr/bin/env bash
# The workflow on Slurm, on one machine: installs Slurm and Snakemake (Debian, as root), starts a cluster of one node on the loopback interface,
# searches a real genome in 25 jobs of which one is killed, runs it again for what is missing, compares with one process and with a local run, and
# stops what it started. Beside the packages nothing is written outside of a temporary folder and .snakemake.
#
#   npm ci && workflow/slurm-on-loopback.sh
set -euo pipefail
cd "$(dirname "$0")/.."
tree=$PWD
GUIDES=10000
KILLED=7

say() { printf '\n== %s\n' "$*"; }

say 'packages'
export DEBIAN_FRONTEND=noninteractive
apt-get install -qq -y --no-install-recommends snakemake slurm-wlm munge samtools parallel > /dev/null
snakemake --version | sed 's/^/snakemake /'
slurmctld -V

folder=$(mktemp -d)
chmod 755 "$folder" # munge wants a path that others cannot write to, and can read
started=()
stop() {
  for pid in "${started[@]}"; do kill "$pid" 2> /dev/null || true; done
  wait 2> /dev/null || true
  rm -rf "$folder"
}
trap stop EXIT

say 'a cluster of one node'
mkdir "$folder/state" "$folder/spool"
head -c 1024 /dev/urandom > "$folder/munge.key"
chmod 400 "$folder/munge.key"
munged --foreground --force --key-file="$folder/munge.key" --socket="$folder/munge.socket" --pid-file="$folder/munged.pid" \
  --log-file="$folder/munged.log" --seed-file="$folder/munge.seed" 2> "$folder/munged.err" &
started+=($!)
cpus=$(nproc)
cat > "$folder/slurm.conf" << END
ClusterName=loopback
SlurmctldHost=localhost(127.0.0.1)
SlurmUser=root
SlurmdUser=root
AuthType=auth/munge
AuthInfo=socket=$folder/munge.socket
StateSaveLocation=$folder/state
SlurmdSpoolDir=$folder/spool
SlurmctldPidFile=$folder/slurmctld.pid
SlurmdPidFile=$folder/slurmd.pid
SlurmctldLogFile=$folder/slurmctld.log
SlurmdLogFile=$folder/slurmd.log
ProctrackType=proctrack/linuxproc
TaskPlugin=task/none
JobAcctGatherType=jobacct_gather/none
AccountingStorageType=accounting_storage/none
SelectType=select/cons_tres
SelectTypeParameters=CR_CPU
SchedulerParameters=sched_interval=5,batch_sched_delay=0
ReturnToService=2
NodeName=localhost NodeAddr=127.0.0.1 CPUs=$cpus RealMemory=2000 State=UNKNOWN
PartitionName=all Nodes=localhost Default=YES MaxTime=INFINITE State=UP
END
export SLURM_CONF=$folder/slurm.conf
until [ -S "$folder/munge.socket" ]; do sleep 0.2; done
slurmctld -D 2> "$folder/slurmctld.err" &
started+=($!)
slurmd -D -N localhost 2> "$folder/slurmd.err" &
started+=($!)
for _ in $(seq 150); do
  sinfo --noheader --format %T 2> /dev/null | grep -q '^idle$' && break
  sleep 0.2
done
sinfo --noheader --format 'partition %P: %D node, %c CPUs, %T'

say 'a genome and guides from it'
gzip -dc bench/data/ecoli536.fa.gz > "$folder/genome.fa"
samtools faidx "$folder/genome.fa"
cut -f 1,2 "$folder/genome.fa.fai" | sed 's/$/ bases/'
# every so many bases twenty of them, the last but one and the tenth changed
awk -v guides=$GUIDES '!/^>/ { genome = genome toupper($0) }
  END { step = int((length(genome) - 20) / guides)
        for (g = 0; g < guides; g++) print substr(genome, g * step + 1, 9) "A" substr(genome, g * step + 11, 8) "C" substr(genome, g * step + 20, 1) "\tguide" g }' \
  "$folder/genome.fa" > "$folder/guides.txt"
wc -l < "$folder/guides.txt" | sed 's/$/ guides/'
configure() {
  cat > "$folder/config-$1.yaml" << END
genome: $folder/genome.fa
patterns: $folder/guides.txt
options: --max-mismatches 3
size: 200K
threads: 1
results: $folder/$1
hammingway: node $tree/dist/cli.js
END
}

say 'one process'
time node dist/cli.js search --pattern-file "$folder/guides.txt" --max-mismatches 3 --output "$folder/one.tsv" "$folder/genome.fa"
wc -l < "$folder/one.tsv" | sed 's/$/ lines/'

# the workflow, and what it did by its log
run() {
  local status=0
  snakemake --snakefile workflow/Snakefile --nolock "${@:2}" > "$folder/$1.log" 2>&1 || status=$?
  grep -c '^rule search:' "$folder/$1.log" | sed 's/^/jobs of search begun: /' || true
  grep 'steps (.*) done' "$folder/$1.log" | tail -n 1
  grep '^Error in rule' "$folder/$1.log" || true
  echo "snakemake ended with $status"
}

say "Slurm, and the job of region $KILLED is killed"
configure slurm
(
  while true; do
    job=$(squeue --noheader --states=RUNNING --name="hammingway-$KILLED" --format %i)
    if [ -n "$job" ]; then
      scancel --signal=KILL --full "$job" && echo "killed: job $job, hammingway-$KILLED"
      break
    fi
    sleep 0.05
  done
) &
started+=($!)
run first --profile workflow/profiles/slurm --configfile "$folder/config-slurm.yaml"
squeue --noheader | wc -l | sed 's/$/ jobs are left in the queue/'
find "$folder/slurm/regions" -name '*.tsv' | wc -l | sed 's/$/ regions are there/'
[ ! -e "$folder/slurm/regions/$KILLED.tsv" ] && echo "region $KILLED is not"
[ ! -e "$folder/slurm/hits.tsv" ] && echo 'and no result, as it should be'

say 'the same again'
run second --profile workflow/profiles/slurm --configfile "$folder/config-slurm.yaml"
cmp "$folder/one.tsv" "$folder/slurm/hits.tsv" && echo 'byte for byte what one process gave'

say 'on this machine, without Slurm'
configure local
run local --cores "$cpus" --configfile "$folder/config-local.yaml"
cmp "$folder/one.tsv" "$folder/local/hits.tsv" && echo 'byte for byte what one process gave'

say 'by GNU parallel'
node dist/cli.js regions --size 200K "$folder/genome.fa.fai" |
  parallel --keep-order --jobs "$cpus" node dist/cli.js search -f "$folder/guides.txt" -k 3 --no-header --region {} "$folder/genome.fa" > "$folder/parallel.tsv"
tail -n +2 "$folder/one.tsv" | cmp - "$folder/parallel.tsv" && echo 'byte for byte what one process gave, but for the header'

say 'stopped'
