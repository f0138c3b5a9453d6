"""The programs set beside Fillwright, each the way its own documents recommend, each in an environment of its own.

harness            the lines of JSON that each of them speaks; standard library alone
bare_aiohttp       aiohttp without anything around it: the floor, without retries
openai_sdk         the openai SDK under a semaphore, its two retries left on
openai_aiolimiter  the same, held to the known limit by aiolimiter
langchain_abatch   langchain's `abatch` over ChatOpenAI
litellm_calls      litellm's `acompletion` under a semaphore, with its documented `num_retries`
pydantic_agent     a pydantic-ai agent under a semaphore
"""
