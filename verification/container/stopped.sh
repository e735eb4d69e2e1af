# shellcheck shell=bash
# Its end, and what outlives it. Sourced by ../container.sh.

ended_by_itself() { [ "$(quiet inspect -f '{{.State.ExitCode}}' server)" = 143 ] && [ "$1" -lt 60 ]; }
trail() { throwaway --network none "${kept[@]}" "$image" audit "$1" >"$scratch/answer" 2>&1; }
trail_with_the_change() { trail verify && trail list && grep -q guest_power "$scratch/answer"; }
whole_after_a_kill() {
  quiet kill server >>"$say"
  quiet start server >>"$say"
  within 60 ready && trail verify
}

its_state_outlives_it() {
  evidence=("$scratch/answer" "$scratch/curl" "$scratch/log")
  check "a change is made" tool guest_power '{"guests":["web1"],"action":"reboot"}'
  fault '{"fault":"late","ms":5000,"path":"/cluster/resources","until":"lifted"}'
  (tool guest_list '{}' && echo whole >"$scratch/last") &
  call=$!
  sleep 1
  began=$SECONDS
  quiet stop -t 75 server >>"$say"
  wait "$call"
  check "told to stop, it lets the call under way finish" test -s "$scratch/last"
  took=$((SECONDS - began))
  check "and ends by itself within the time for it: $took s" ended_by_itself "$took"
  no_fault
  quiet start server >>"$say"
  check "started again it has the same certificate, and is ready" within 60 ready
  check "the audit trail is whole, and knows the change" trail_with_the_change
  check "killed and started once more, it still is" whole_after_a_kill
}
