# pelf_module(NAME graph DEPENDS base model SOURCES ... HEADERS ... [LIBS ...] [ALONE ...])
#
# One folder under src/, one static library pelf_<name>, one line per allowed dependency.
# tools/check_layers.py reads the DEPENDS lists from these calls: they are the layer rule.
# Tests, benchmarks and fuzz targets lie beside the code and are found by their suffix.
#
# The presets release and ci compile some files at a time as one (CMAKE_UNITY_BUILD), in half of the
# time. Files that keep private names which others of the module have too are listed as ALONE.
function(pelf_module)
  cmake_parse_arguments(PARSE_ARGV 0 M "" "NAME" "DEPENDS;SOURCES;HEADERS;LIBS;ALONE")
  set_source_files_properties(${M_ALONE} PROPERTIES SKIP_UNITY_BUILD_INCLUSION ON)
  set(target pelf_${M_NAME})
  add_library(${target} STATIC ${M_SOURCES})
  add_library(pelf::${M_NAME} ALIAS ${target})
  target_sources(${target} PUBLIC FILE_SET HEADERS
    BASE_DIRS ${PROJECT_SOURCE_DIR}/src FILES ${M_HEADERS})
  list(TRANSFORM M_DEPENDS PREPEND pelf::)
  target_link_libraries(${target} PUBLIC ${M_DEPENDS} PRIVATE ${M_LIBS} $<BUILD_INTERFACE:pelf_flags>)

  file(GLOB tests CONFIGURE_DEPENDS *_test.cpp */*_test.cpp)
  if(PELF_TESTS AND tests)
    add_executable(${M_NAME}_test ${tests})
    target_link_libraries(${M_NAME}_test PRIVATE ${target} pelf_flags GTest::gtest_main)
    pelf_beside_code(${M_NAME}_test)
    gtest_discover_tests(${M_NAME}_test DISCOVERY_TIMEOUT 60 PROPERTIES LABELS unit)
  endif()

  # Names with "large" take gigabytes or minutes: they are for docs/benchmarks.md and left out of
  # the run as a test, which is there to see that the rest still runs and finds its answers.
  file(GLOB benches CONFIGURE_DEPENDS *_bench.cpp */*_bench.cpp)
  if(PELF_BENCH AND benches)
    add_executable(${M_NAME}_bench ${benches})
    target_link_libraries(${M_NAME}_bench PRIVATE ${target} pelf_flags benchmark::benchmark_main)
    pelf_beside_code(${M_NAME}_bench)
    if(PELF_TESTS)
      add_test(NAME ${M_NAME}_bench.smoke
        COMMAND ${M_NAME}_bench --benchmark_min_time=0.001 "--benchmark_filter=-.*[Ll]arge.*")
      set_tests_properties(${M_NAME}_bench.smoke PROPERTIES LABELS bench)
    endif()
  endif()

  file(GLOB fuzzes CONFIGURE_DEPENDS *_fuzz.cpp */*_fuzz.cpp)
  foreach(file IN LISTS fuzzes)
    pelf_fuzz_target(${file} ${target})
    if(TARGET ${fuzz})
      add_test(NAME ${fuzz} COMMAND ${fuzz} ${replay} ${PROJECT_SOURCE_DIR}/corpus/${topic})
      set_tests_properties(${fuzz} PROPERTIES LABELS fuzz)
    endif()
  endforeach()
endfunction()

# What tests, benchmarks and fuzz targets share: the way to the data, and tests/support.
function(pelf_beside_code target)
  target_compile_definitions(${target} PRIVATE PELF_SOURCE_DIR="${PROJECT_SOURCE_DIR}")
  target_include_directories(${target} PRIVATE ${PROJECT_SOURCE_DIR}/tests)
endfunction()

# x_fuzz.cpp becomes the target x_fuzz: libFuzzer with clang, else a program that replays a corpus.
# Sets in the caller: fuzz (the target), topic (its corpus), replay (what to run it with as a test).
function(pelf_fuzz_target file library)
  get_filename_component(fuzz ${file} NAME_WE)
  string(REGEX REPLACE "_fuzz$" "" topic ${fuzz})
  set(replay "")
  if(PELF_TESTS OR PELF_LIBFUZZER)
    add_executable(${fuzz} ${file})
    target_link_libraries(${fuzz} PRIVATE ${library} pelf_flags)
    pelf_beside_code(${fuzz})
    if(PELF_LIBFUZZER)
      target_link_options(${fuzz} PRIVATE -fsanitize=fuzzer)
      set(replay -runs=0)
    else()
      if(NOT TARGET pelf_fuzz_replay)
        add_library(pelf_fuzz_replay OBJECT ${PROJECT_SOURCE_DIR}/cmake/fuzz_replay_main.cpp)
        target_link_libraries(pelf_fuzz_replay PRIVATE pelf_flags)
      endif()
      target_link_libraries(${fuzz} PRIVATE pelf_fuzz_replay)
    endif()
  endif()
  set(fuzz ${fuzz} PARENT_SCOPE)
  set(topic ${topic} PARENT_SCOPE)
  set(replay ${replay} PARENT_SCOPE)
endfunction()
